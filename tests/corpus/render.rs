//! A PDF to the pixels of its pages on white.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::kurbo::{Affine, Rect};
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

/// Pixels of a page on white, three bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) rgb: Vec<u8>,
}

impl Picture {
    /// Nothing but white within a place, in pixels, and the pixel around it that its edge touches.
    #[allow(dead_code)]
    pub(crate) fn whiten(&mut self, place: Rect) {
        let range = |low: f64, high: f64, side: usize| {
            let pixel = |n: f64| (n.max(0.0) as usize).min(side);
            pixel(low.floor() - 1.0)..pixel(high.ceil() + 1.0)
        };
        let across = range(place.x0, place.x1, self.width);
        for y in range(place.y0, place.y1, self.height) {
            let row = 3 * y * self.width;
            self.rgb[row + 3 * across.start..row + 3 * across.end].fill(255);
        }
    }

    /// The colour at a place given in parts of the width and of the height.
    #[allow(dead_code)]
    pub(crate) fn at(&self, x: f64, y: f64) -> [u8; 3] {
        let (x, y) = ((x * self.width as f64) as usize, (y * self.height as f64) as usize);
        let start = 3 * (y.min(self.height - 1) * self.width + x.min(self.width - 1));
        self.rgb[start..start + 3].try_into().expect("a pixel")
    }
}

/// What `draw` draws, on white.
pub(crate) fn drawn((width, height): (u16, u16), draw: impl FnOnce(&mut RenderContext)) -> Picture {
    let mut context = RenderContext::new(width, height);
    draw(&mut context);
    context.flush();
    let mut pixels = Pixmap::new(width, height);
    let settings =
        RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
    context.render_with(&mut pixels, &mut Resources::default(), settings);
    let rgb = pixels.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]);
    Picture { width: usize::from(width), height: usize::from(height), rgb: rgb.collect() }
}

/// The pages of a file, `scale` pixels to the point.
#[allow(dead_code)]
pub(crate) fn pages(bytes: &[u8], scale: f64) -> Vec<Picture> {
    first_pages(bytes, scale, usize::MAX)
}

/// So many pages of a file, `scale` pixels to the point.
#[allow(dead_code)]
pub(crate) fn first_pages(bytes: &[u8], scale: f64, n: usize) -> Vec<Picture> {
    let pdf = Pdf::new(bytes.to_vec()).expect("readable");
    let cache = RenderCache::new();
    let picture = |page| {
        let page: &hayro::hayro_syntax::page::Page<'_> = page;
        let (width, height) = page.render_dimensions();
        let size = [width, height].map(|side| (f64::from(side) * scale) as u16);
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        drawn((size[0], size[1]), |context| {
            let settings = InterpreterSettings::default();
            let transform = Affine::scale(scale) * upright;
            render_into(page, &cache, &settings, &RenderSettings::default(), context, transform);
        })
    };
    pdf.pages().iter().take(n).map(picture).collect()
}

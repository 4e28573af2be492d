//! A PDF to the pixels of its pages, and how far two pictures of a page are apart.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Pixels of a page on white, three bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) rgb: Vec<u8>,
}

impl Picture {
    /// The colour at a place given in parts of the width and of the height.
    #[allow(dead_code)]
    pub(crate) fn at(&self, x: f64, y: f64) -> [u8; 3] {
        let (x, y) = ((x * self.width as f64) as usize, (y * self.height as f64) as usize);
        let start = 3 * (y.min(self.height - 1) * self.width + x.min(self.width - 1));
        self.rgb[start..start + 3].try_into().expect("a pixel")
    }
}

/// The pages of a file, `scale` pixels to the point.
pub(crate) fn pages(bytes: &[u8], scale: f32) -> Vec<Picture> {
    let pdf = Pdf::new(bytes.to_vec()).expect("readable");
    let cache = RenderCache::new();
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let draw = |page| {
        let drawn = render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &settings,
        );
        let rgb = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]);
        Picture {
            width: usize::from(drawn.width()),
            height: usize::from(drawn.height()),
            rgb: rgb.collect(),
        }
    };
    pdf.pages().iter().map(draw).collect()
}

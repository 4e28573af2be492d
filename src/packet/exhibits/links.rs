//! Annotations that viewers draw themselves, moved with their page.

use lopdf::{Dictionary, Object};

/// The same annotation where a matrix puts it; its places are plain numbers.
pub(super) fn moved(link: &Dictionary, matrix: [f32; 6]) -> Dictionary {
    let mut moved = link.clone();
    if let Ok(Object::Array(corners)) = link.get(b"Rect") {
        moved.set("Rect", rectangle(&points(corners, matrix)));
    }
    for key in ["QuadPoints", "L", "Vertices"] {
        if let Ok(Object::Array(places)) = link.get(key.as_bytes()) {
            moved.set(key, points(places, matrix));
        }
    }
    if let Ok(Object::Array(strokes)) = link.get(b"InkList") {
        let stroke = |one: &Object| match one {
            Object::Array(places) => points(places, matrix).into(),
            other => other.clone(),
        };
        moved.set("InkList", strokes.iter().map(stroke).collect::<Vec<Object>>());
    }
    moved
}

fn points(numbers: &[Object], [a, b, c, d, e, f]: [f32; 6]) -> Vec<Object> {
    let place = |two: &[Object]| {
        let [x, y] = [0, 1].map(|n: usize| two[n].as_float().unwrap_or(0.0));
        [Object::Real(a * x + c * y + e), Object::Real(b * x + d * y + f)]
    };
    numbers.chunks_exact(2).flat_map(place).collect()
}

/// Lower left and upper right corner of two that may have changed sides.
fn rectangle(corners: &[Object]) -> Vec<Object> {
    let number = |n: usize| corners.get(n).and_then(|one| one.as_float().ok()).unwrap_or(0.0);
    let (x, y) = ([number(0), number(2)], [number(1), number(3)]);
    [x[0].min(x[1]), y[0].min(y[1]), x[0].max(x[1]), y[0].max(y[1])].map(Object::Real).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn numbers(object: &Object) -> Vec<f32> {
        let items = object.as_array().expect("an array");
        items.iter().map(|one| one.as_float().expect("a number")).collect()
    }

    #[test]
    fn places_turn_with_their_page() {
        let quarter = [0.0, -1.0, 1.0, 0.0, 0.0, 100.0];
        let stroke: Vec<Object> = vec![1.into(), 2.into(), 3.into(), 4.into()];
        let link = dictionary! {
            "Rect" => vec![10.into(), 20.into(), 30.into(), 60.into()],
            "QuadPoints" => vec![10.into(), 20.into()],
            "InkList" => vec![stroke.into()],
        };
        let moved = moved(&link, quarter);
        assert_eq!(numbers(moved.get(b"Rect").expect("kept")), [20.0, 70.0, 60.0, 90.0]);
        assert_eq!(numbers(moved.get(b"QuadPoints").expect("kept")), [20.0, 90.0]);
        let ink = moved.get(b"InkList").and_then(Object::as_array).expect("kept");
        assert_eq!(numbers(&ink[0]), [2.0, 99.0, 4.0, 97.0]);
    }
}

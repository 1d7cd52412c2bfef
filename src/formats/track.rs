//! Points on the ground: how long a way is, and what a heart did along it.

/// A place on the ground, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    latitude: f64,
    longitude: f64,
}

/// The mean radius of the earth, metres.
const EARTH: f64 = 6_371_008.8;

impl Point {
    /// A place that can be one: on the globe, and not the (0, 0) that some recorders write for none.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_globe = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        (on_globe && (latitude, longitude) != (0.0, 0.0)).then_some(Self { latitude, longitude })
    }

    /// Metres to another place along the ground: a great circle, heights left out. Noisy heights would add up to 15 %.
    pub fn metres_to(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half = |difference: f64| (difference / 2.0).sin().powi(2);
        let h = half(b - a) + a.cos() * b.cos() * half((other.longitude - self.longitude).to_radians());
        2.0 * EARTH * h.sqrt().min(1.0).asin()
    }
}

/// Metres along places that follow each other.
pub fn length(places: impl Iterator<Item = Point>) -> f64 {
    let mut last: Option<Point> = None;
    places.map(|place| last.replace(place).map_or(0.0, |last| last.metres_to(place))).sum()
}

/// The mean of heart rates, beats a minute; nothing where there are none.
pub fn average_hr(hearts: &[u8]) -> Option<u8> {
    let sum: f64 = hearts.iter().copied().map(f64::from).sum();
    (!hearts.is_empty()).then(|| (sum / hearts.len() as f64).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_as_long_as_a_great_circle() {
        let at = |latitude, longitude| Point::new(latitude, longitude).unwrap();
        // one minute of arc is a nautical mile, give or take the shape of the earth
        assert!((at(50.0, 8.0).metres_to(at(50.0 + 1.0 / 60.0, 8.0)) - 1853.25).abs() < 0.1);
        // across the date line the short way is taken
        assert!(at(10.0, 179.9999).metres_to(at(10.0, -179.9999)) < 30.0);
        let way = [at(-10.0, -140.0), at(-10.0, -140.002), at(-10.0, -140.004)];
        assert!((length(way.into_iter()) - 438.0).abs() < 0.5);
    }

    #[test]
    fn what_is_no_place_is_left_out() {
        for (latitude, longitude) in [(0.0, 0.0), (100.0, 8.0), (50.0, 181.0), (f64::NAN, 1.0)] {
            assert_eq!(Point::new(latitude, longitude), None, "{latitude} {longitude}");
        }
    }
}

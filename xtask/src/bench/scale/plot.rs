//! A drawing of costs over sizes in plain text, both logarithmic: what grows in proportion rises as the dots do.

const WIDTH: usize = 61;
const HEIGHT: usize = 21;

/// A canvas, and what lies at its edges: the logarithms of the least and the greatest.
struct Canvas {
    cells: Vec<Vec<char>>,
    x: (f64, f64),
    y: (f64, f64),
}

/// Each series is drawn with the first letter of its name.
pub(super) fn plot(series: &[(&str, Vec<(f64, f64)>)]) -> String {
    let all = || series.iter().flat_map(|(_, points)| points);
    let range = |values: &mut dyn Iterator<Item = f64>| {
        values.map(f64::log10).fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (x, y) = (range(&mut all().map(|(x, _)| *x)), range(&mut all().map(|(_, y)| *y)));
    let mut canvas = Canvas { cells: vec![vec![' '; WIDTH]; HEIGHT], x, y };
    // In proportion to the last point of each.
    for (last_x, last_y) in series.iter().filter_map(|(_, points)| points.last()) {
        for column in 0..WIDTH {
            let at = x.0 + (x.1 - x.0) * column as f64 / (WIDTH - 1) as f64;
            canvas.put(at, last_y.log10() + at - last_x.log10(), '.');
        }
    }
    for (name, points) in series {
        for (x, y) in points {
            canvas.put(x.log10(), y.log10(), name.chars().next().unwrap_or('*'));
        }
    }
    let mut out = String::new();
    for (row, cells) in canvas.cells.iter().enumerate() {
        let label = y.1 - (y.1 - y.0) * row as f64 / (HEIGHT - 1) as f64;
        let label = if row % 5 == 0 { format!("{:>8.3} s", 10_f64.powf(label)) } else { " ".repeat(10) };
        out += format!("{label} |{}", cells.iter().collect::<String>()).trim_end();
        out.push('\n');
    }
    let [least, most] = [x.0, x.1].map(|end| format!("{:.1} MB", 10_f64.powf(end) / 1e6));
    out + &format!("{:11}+{}\n{:12}{least:<30}{most:>31}\n", "", "-".repeat(WIDTH), "")
}

impl Canvas {
    /// Nothing is drawn outside of it.
    fn put(&mut self, x: f64, y: f64, mark: char) {
        let place = |value: f64, (low, high): (f64, f64), cells: usize| {
            let at = (value - low) / (high - low).max(f64::EPSILON) * (cells - 1) as f64;
            (at.round() >= 0.0 && at.round() < cells as f64).then_some(at.round() as usize)
        };
        if let Some((column, row)) = place(x, self.x, WIDTH).zip(place(y, self.y, HEIGHT)) {
            self.cells[HEIGHT - 1 - row][column] = mark;
        }
    }
}

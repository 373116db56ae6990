use graphslice::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mut sources = source::Sources::default();
    let cfg = sources.add("slice.toml", std::fs::read_to_string(&a[1]).unwrap());
    let base = sources.add(&a[2], std::fs::read_to_string(&a[2]).unwrap());
    let sup: Vec<_> = a[4..].iter().map(|p| sources.add(p, std::fs::read_to_string(p).unwrap())).collect();
    let mut report = report::Report::default();
    let config = config::parse(cfg, &sources, &mut report).unwrap();
    let t = std::time::Instant::now();
    let o = generate(&sources, &Description { base, supplements: sup }, &config);
    eprintln!("{:?}", t.elapsed());
    eprint!("{}", o.report.to_text(&sources));
    if let Some(f) = o.files {
        for (p, t) in f.iter() {
            let p = std::path::Path::new(&a[3]).join(p);
            std::fs::create_dir_all(p.parent().unwrap()).unwrap();
            std::fs::write(p, t).unwrap();
        }
    }
}

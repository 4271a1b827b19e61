//! Protocols as PDF and charts as points: made where the build can, named kindly where it cannot.

mod common;

use common::{fresh, run, said};

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_that_sets_no_pages_says_how_to_get_one_that_does() {
    let done = run(&fresh("no-pdf"), &["report", "nc/senate/2023", "-o", "x.pdf"]);
    let text = said(&done);
    assert!(!done.status.success() && text.contains("E027"), "{text}");
    assert!(text.contains("cargo run --release --features pdf -- …"), "{text}");
}

#[cfg(not(feature = "png"))]
#[test]
fn a_build_that_draws_no_points_says_how_to_get_one_that_does() {
    let done = run(&fresh("no-png"), &["chart", "bars", "nc/senate/2023", "-o", "x.png"]);
    let text = said(&done);
    assert!(!done.status.success() && text.contains("E027"), "{text}");
    assert!(text.contains("cargo run --release --features png -- …"), "{text}");
}

#[cfg(feature = "pdf")]
#[test]
fn a_report_named_pdf_is_one_in_the_language_asked_for() {
    let folder = fresh("pdf");
    for lang in ["en", "fr"] {
        let done = run(&folder, &["report", "nc/senate/2023", "-o", "x.pdf", "--lang", lang]);
        assert!(done.status.success(), "{}", said(&done));
        let bytes = std::fs::read(folder.join("x.pdf")).unwrap();
        let tag = format!("/Lang({lang})");
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF"), "{lang}");
        assert!(bytes.windows(tag.len()).any(|part| part == tag.as_bytes()), "{lang}");
    }
}

/// Names stand left of the bars, where nothing but letters is drawn.
#[cfg(feature = "png")]
#[test]
fn a_chart_of_points_has_its_letters_and_colours_without_any_font_of_the_machine() {
    let folder = fresh("png");
    let done = run(&folder, &["chart", "bars", "nc/senate/2023", "-o", "x.png"]);
    assert!(done.status.success(), "{}", said(&done));
    let points = resvg::tiny_skia::Pixmap::load_png(folder.join("x.png")).unwrap();
    let dark = |from: u32, to: u32, wanted: &dyn Fn(u8, u8, u8) -> bool| {
        let spots = (0..points.height()).flat_map(|y| (from..to).map(move |x| (x, y)));
        let seen = spots.filter_map(|(x, y)| points.pixel(x, y));
        seen.filter(|one| wanted(one.red(), one.green(), one.blue())).count()
    };
    assert!(dark(0, 200, &|r, g, b| r < 90 && g < 90 && b < 90) > 500, "no letters");
    // The first bar in its colour, #d3743c or whichever place has it; never black.
    let width = points.width();
    assert!(dark(0, width, &|r, g, b| (r, g, b) == (0xd3, 0x74, 0x3c)) > 1000, "no colours");
}

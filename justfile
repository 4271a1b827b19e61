check:
    cargo fmt --all -- --check && cargo clippy --workspace --all-targets -- -D warnings
test:
    cargo test --workspace
bless:
    SUFFRAGE_BLESS=1 cargo test -p suffrage --test bad_input && SUFFRAGE_BLESS=1 cargo test -p suffrage-host --test elections
bench:
    cargo run --release -p suffrage-bench
suites:
    .ci/suites

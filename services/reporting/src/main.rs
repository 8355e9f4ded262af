#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("reporting", reporting::assemble).await
}

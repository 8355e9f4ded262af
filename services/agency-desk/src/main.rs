#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("agency-desk", agency_desk::assemble).await
}

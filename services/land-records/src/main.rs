#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("land-records", land_records::assemble).await
}

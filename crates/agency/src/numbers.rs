use sqlx::PgConnection;

/// The next number of a series of papers, from 1, without gaps: a transaction that is lost
/// gives its number back.
pub async fn next_number(tx: &mut PgConnection, series: &str) -> chassis::Result<i64> {
    let number = sqlx::query_scalar!(
        "insert into agency_number (series, last) values ($1, 1)
         on conflict (series) do update set last = agency_number.last + 1
         returning last",
        series,
    )
    .fetch_one(tx)
    .await?;
    Ok(number)
}

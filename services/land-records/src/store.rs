//! All SQL of the register.

use chassis::Stored;
use kernel::{CaseId, Instant, ParcelId, UnitId};
use land_records_domain::{Parcel, Place, Serial};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    draft::Draft,
    page::{FORMAT, Page},
};

struct Row {
    id: Uuid,
    version: i32,
    commune: String,
    sheet: i32,
    number: i32,
    format: i32,
    page: Json<Page>,
}

impl Row {
    fn read(self) -> sqlx::Result<Stored<Parcel>> {
        let id = self.id;
        let unreadable = || sqlx::Error::Decode(format!("the page of parcel {id}").into());
        if self.format > FORMAT {
            return Err(unreadable());
        }
        let number = |n: i32| u32::try_from(n).map_err(|_| unreadable());
        let version = number(self.version)?;
        let place = Place {
            commune: UnitId::new(self.commune),
            sheet: number(self.sheet)?,
            number: number(self.number)?,
        };
        let state = self
            .page
            .0
            .read(id.into(), version, place)
            .ok_or_else(unreadable)?;
        Ok(Stored { id, version, state })
    }
}

/// The parcels that exist, locked in the order of their ids.
pub async fn lock(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Parcel>>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, version, commune, sheet, number, format, page as "page: Json<Page>"
           from parcel where id = any($1) order by id for update"#,
        ids,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// The parcel found at a place, if the register has one.
pub async fn at(db: &mut PgConnection, place: &Place) -> sqlx::Result<Option<Stored<Parcel>>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, version, commune, sheet, number, format, page as "page: Json<Page>"
           from parcel where commune = $1 and sheet = $2 and number = $3"#,
        place.commune.as_str(),
        place.sheet as i32,
        place.number as i32,
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::read).transpose()
}

/// Keeps the parcels as they are now. A blank that is another parcel's is a fault here:
/// whoever sets one aside asks [`parcel_of`] first.
pub async fn save(db: &mut PgConnection, parcels: &[Stored<Parcel>]) -> sqlx::Result<()> {
    let mut ids = Vec::new();
    let mut versions = Vec::new();
    let mut communes = Vec::new();
    let mut sheets = Vec::new();
    let mut numbers = Vec::new();
    let mut pages = Vec::new();
    let mut serials = Vec::new();
    let mut serial_parcels = Vec::new();
    for Stored { id, version, state } in parcels {
        ids.push(*id);
        versions.push(*version as i32);
        communes.push(state.place.commune.as_str().to_owned());
        sheets.push(state.place.sheet as i32);
        numbers.push(state.place.number as i32);
        pages.push(Json(Page::of(state)));
        for certificate in &state.certificates {
            serials.push(certificate.serial.to_string());
            serial_parcels.push(*id);
        }
    }
    sqlx::query!(
        "insert into parcel (id, version, commune, sheet, number, format, page)
         select id, version, commune, sheet, number, $7, page
         from unnest($1::uuid[], $2::int[], $3::text[], $4::int[], $5::int[], $6::jsonb[])
              as t (id, version, commune, sheet, number, page)
         on conflict (id) do update set
                version = excluded.version, format = excluded.format, page = excluded.page",
        &ids,
        &versions,
        &communes,
        &sheets,
        &numbers,
        &pages as &[Json<Page>],
        FORMAT,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into certificate_serial (serial, parcel)
         select * from unnest($1::text[], $2::uuid[])
         on conflict (serial, parcel) do nothing",
        &serials,
        &serial_parcels,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whose certificate was printed on that blank.
pub async fn parcel_of(db: &mut PgConnection, serial: &Serial) -> sqlx::Result<Option<ParcelId>> {
    let found = sqlx::query_scalar!(
        "select parcel from certificate_serial where serial = $1",
        serial.as_str(),
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(ParcelId::from))
}

/// What a case is about to change.
pub async fn draft(db: &mut PgConnection, case: CaseId) -> sqlx::Result<Option<Draft>> {
    let found = sqlx::query_scalar!(
        r#"select body as "body: Json<Draft>" from draft where case_id = $1"#,
        case.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|body| body.0))
}

pub async fn keep_draft(db: &mut PgConnection, case: CaseId, draft: &Draft) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into draft (case_id, body) values ($1, $2)
         on conflict (case_id) do update set body = excluded.body",
        case.uuid(),
        Json(draft) as Json<&Draft>,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn drop_draft(db: &mut PgConnection, case: CaseId) -> sqlx::Result<()> {
    sqlx::query!("delete from draft where case_id = $1", case.uuid())
        .execute(db)
        .await?;
    Ok(())
}

/// Records that somebody looked at who holds a parcel.
pub async fn looked(
    db: &mut PgConnection,
    parcel: ParcelId,
    by: &str,
    at: Instant,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into look (parcel, by, at) values ($1, $2, $3)",
        parcel.uuid(),
        by,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

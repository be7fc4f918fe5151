//! `datapackage.json`: what the other files of a release are, in the terms of Data Package 2.0
//! (<https://datapackage.org/standard/data-package/>), so that programs read the table with its types.
//!
//! JSON as the release's own: ASCII, every struct's fields in the order of their names. It is a file of the release and in
//! its history like the others; it names them by where they lie beside it, whatever the site's address.

use serde::Serialize;

use crate::digest::FileDigest;
use crate::family::{Dimension, FamilyId};
use crate::json::canonical;
use crate::release::{RELEASE_TIME, Release};

/// Its name within a release.
pub const NAME: &str = "datapackage.json";

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    created: String,
    description: &'static str,
    licenses: [Licence<'a>; 1],
    name: String,
    resources: Vec<Resource<'a>>,
    title: String,
    version: String,
}

#[derive(Serialize)]
struct Licence<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Resource<'a> {
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Dialect>,
    encoding: &'static str,
    format: &'static str,
    hash: String,
    mediatype: &'static str,
    name: String,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

#[derive(Serialize)]
struct Dialect {
    #[serde(rename = "$schema")]
    profile: &'static str,
    delimiter: &'static str,
    header: bool,
    #[serde(rename = "lineTerminator")]
    line_terminator: &'static str,
}

#[derive(Serialize)]
struct Schema {
    #[serde(rename = "$schema")]
    profile: &'static str,
    fields: Vec<Field>,
    #[serde(rename = "primaryKey")]
    primary_key: Vec<&'static str>,
}

#[derive(Serialize)]
struct Field {
    constraints: Constraints,
    description: &'static str,
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Default, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    required: bool,
}

/// The package that describes `tables`, the release's other files: first the CSV, then the JSON.
pub(super) fn package(release: &Release, csv: &FileDigest, document: &FileDigest) -> Vec<u8> {
    let family = release.family();
    let metadata = release.metadata();
    canonical(&Package {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json",
        created: crate::calendar::rfc3339(metadata.published_on, RELEASE_TIME),
        description: "Reports received by a justice system, counted with random noise so that no report can be found in the figures. \
                      `noised` is for calculating (unbiased, may be negative), `shown` for reading. They count reports, not offences and not findings.",
        licenses: [Licence {
            name: metadata.licence.as_str(),
        }],
        name: release.id().to_string(),
        resources: vec![table(family, csv), other(family, document)],
        title: format!("{}, {}", title(family), metadata.period),
        version: format!("{}.0.0", metadata.revision),
    })
}

fn table(family: FamilyId, file: &FileDigest) -> Resource<'_> {
    let dimensions = family.family().dimensions;
    let keys = dimensions.iter().map(|dimension| dimension.code());
    Resource {
        bytes: file.bytes(),
        dialect: Some(Dialect {
            profile: "https://datapackage.org/profiles/2.0/tabledialect.json",
            delimiter: ",",
            header: true,
            line_terminator: "\r\n",
        }),
        encoding: "utf-8",
        format: "csv",
        hash: hash(file),
        mediatype: "text/csv",
        name: family.code().to_owned(),
        path: file.name(),
        schema: Some(Schema {
            profile: "https://datapackage.org/profiles/2.0/tableschema.json",
            fields: fields(dimensions),
            primary_key: std::iter::once("period").chain(keys).collect(),
        }),
        kind: Some("table"),
    }
}

fn other(family: FamilyId, file: &FileDigest) -> Resource<'_> {
    Resource {
        bytes: file.bytes(),
        dialect: None,
        encoding: "utf-8",
        format: "json",
        hash: hash(file),
        mediatype: "application/json",
        name: format!("{family}-json"),
        path: file.name(),
        schema: None,
        kind: None,
    }
}

fn hash(file: &FileDigest) -> String {
    format!("sha256:{}", hex::encode(file.sha256()))
}

fn fields(dimensions: &[Dimension]) -> Vec<Field> {
    let text = |name, description, pattern| Field {
        constraints: Constraints {
            pattern: Some(pattern),
            required: true,
            ..Constraints::default()
        },
        description,
        name,
        kind: "string",
    };
    let number = |name, description, minimum| Field {
        constraints: Constraints {
            minimum,
            required: true,
            ..Constraints::default()
        },
        description,
        name,
        kind: "integer",
    };
    let mut fields = vec![text(
        "period",
        "The closed period of the Jalali calendar: 1405, 1405-q3, 1405-08, or a week's first day 1405-08-02.",
        "[0-9]{4}(-q[1-4]|-[0-9]{2}(-[0-9]{2})?)?",
    )];
    fields.extend(dimensions.iter().map(|dimension| {
        text(
            dimension.code(),
            meaning(*dimension),
            "[A-Za-z][A-Za-z0-9_-]*",
        )
    }));
    fields.extend([
        number(
            "noised",
            "The count with its noise. It can be negative; sums and averages are to be made from this.",
            None,
        ),
        number(
            "margin95",
            "The noise of `noised` lies within plus or minus this with a probability of at least 95 percent.",
            Some(0),
        ),
        text(
            "shown",
            "As pages show it: <10, or rounded to a multiple of five.",
            "<10|[0-9]+",
        ),
        number(
            "shown_margin95",
            "The margin of `shown`, rounding included.",
            Some(0),
        ),
    ]);
    fields
}

const fn title(family: FamilyId) -> &'static str {
    match family {
        FamilyId::WeekStage => "Reports at each stage in a week",
        FamilyId::MonthCategory => "Reports received in a month, by category",
        FamilyId::QuarterProvince => "Reports received in a quarter, by province",
        FamilyId::YearProvinceCategory => "Reports received in a year, by province and category",
        FamilyId::QuarterOutcome => "Reports closed in a quarter, by outcome",
        FamilyId::QuarterAcknowledgement => {
            "Reports received in a quarter, by whether they were acknowledged in time"
        }
        FamilyId::QuarterClosing => "Reports closed in a quarter, by how long it took",
        FamilyId::QuarterAppeal => "Appeals decided in a quarter, by decision",
    }
}

const fn meaning(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Stage => "The stage that reports reached for the first time in the period.",
        Dimension::Category => "What the reports are about.",
        Dimension::Province => "The province, by ISO 3166-2:IR.",
        Dimension::Outcome => "How the case was closed for the first time.",
        Dimension::Acknowledgement => {
            "Whether staff answered for the report within seven days of its receipt."
        }
        Dimension::ClosingTime => "Days from receipt to the first closing.",
        Dimension::Appeal => "What the appeal came to.",
    }
}

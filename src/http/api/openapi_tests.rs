use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::service::case::ACTIONS;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn document() -> Value {
    serde_json::from_str(&super::document().to_json().unwrap()).unwrap()
}

fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| {
                item.get(method)
                    .map(|operation| (path.as_str(), *method, operation))
            })
        })
        .collect()
}

/// Every value of a key, anywhere.
fn values<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                if name == key {
                    found.push(value);
                }
                values(value, key, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| values(item, key, found)),
        _ => {}
    }
}

#[test]
fn it_is_openapi_3_1_and_every_operation_is_complete() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    for key in ["title", "version", "description"] {
        assert!(document["info"][key].is_string(), "{key}");
    }
    let operations = operations(&document);
    assert!(!operations.is_empty());
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations {
        let place = format!("{method} {path}");
        assert!(path.starts_with("/api/v1/"), "{place}");
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap()),
            "{place} has the id of another operation"
        );
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.len() >= 2, "{place} says what success is");
        assert_eq!(
            responses["default"]["$ref"], "#/components/responses/Problem",
            "{place}"
        );
        for (status, response) in responses {
            assert!(
                status == "default" || status.parse::<u16>().is_ok(),
                "{place}: {status}"
            );
            assert!(
                response.get("$ref").is_some() || response["description"].is_string(),
                "{place}: {status}"
            );
        }
        let declared: BTreeSet<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let in_path: BTreeSet<&str> = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        assert_eq!(declared, in_path, "{place}");
        assert!(
            in_path.iter().all(|name| !name.contains("number")),
            "{place}: a tracking number is in no address"
        );
    }
}

#[test]
fn the_body_of_a_command_is_its_fields_alone() {
    let document = document();
    let commands = document["components"]["schemas"]["StaffCommand"]["oneOf"]
        .as_array()
        .unwrap();
    assert_eq!(commands.len(), ACTIONS.len());
    let command = &document["paths"]["/api/v1/staff/reports/{id}/{command}"]["post"]["parameters"];
    for action in ACTIONS {
        assert!(
            command
                .to_string()
                .contains(&format!("`{}`", action.code())),
            "{action:?} is not among the commands of the address"
        );
    }
    for command in commands {
        let reference = command
            .get("$ref")
            .or_else(|| command["allOf"][0].get("$ref"))
            .unwrap_or_else(|| panic!("{command}"));
        let body = reference.as_str().unwrap().trim_start_matches('#');
        let properties = &document.pointer(body).unwrap()["properties"];
        assert!(properties["seen"].is_object(), "{command}");
    }
}

#[test]
fn whatever_is_referred_to_is_there() {
    let document = document();
    let mut references = Vec::new();
    values(&document, "$ref", &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let reference = reference.as_str().unwrap();
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let mut asked = Vec::new();
    values(&document, "security", &mut asked);
    for scheme in asked
        .iter()
        .flat_map(|all| all.as_array().unwrap())
        .flat_map(|one| one.as_object().unwrap().keys())
    {
        assert!(
            document["components"]["securitySchemes"]
                .get(scheme)
                .is_some(),
            "{scheme}"
        );
    }
}

/// The paths that source files mount under the API, by `.route(…)` or as a row of a table of routes.
fn mounted(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            mounted(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let routes = text.split(".route(").skip(1).map(str::trim_start);
        let rows = text
            .split("row(Method::")
            .skip(1)
            .filter_map(|row| Some(row.split_once(',')?.1.trim_start()));
        let literals = routes
            .chain(rows)
            .filter_map(|rest| rest.strip_prefix('"')?.split('"').next())
            .filter(|path| path.starts_with("/api/"));
        found.extend(literals.map(str::to_owned));
    }
}

#[test]
fn whatever_is_mounted_is_described_and_the_other_way_round() {
    let mut mounted_paths = BTreeSet::new();
    mounted(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http"),
        &mut mounted_paths,
    );
    let document = document();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(mounted_paths, described);
}

#[test]
fn every_number_that_is_given_as_an_example_could_be_one() {
    let document = document();
    let mut numbers = Vec::new();
    values(&document, "tracking_number", &mut numbers);
    let examples: Vec<&str> = numbers
        .iter()
        .filter_map(|number| number["example"].as_str())
        .collect();
    assert!(examples.len() >= 2);
    for example in examples {
        assert!(
            sajam_aggregates::TrackingNumber::parse(example).is_ok(),
            "{example}"
        );
    }
}

package dev.phoenixkit.report;

import static dev.phoenixkit.report.ReportJson.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phoenixkit.report.ReportFormat.Outcome;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Reason;
import dev.phoenixkit.v114.ShapeMismatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that the project ships: it names what the code names, and refuses what is no report. */
class ReportSchemaTest {
    private static final JsonNode SCHEMA = parse(ReportJson.text(ReportJson.SCHEMA));

    private static final String REPORT = """
            {"outcome": "committed", "format": 1, "tool": "phoenixkit-maven-plugin 1.0.0", "goal": "v114-up",
             "dryRun": false, "onProblem": "fail", "startedAt": "2026-01-02T03:04:05Z",
             "target": {"address": "db:5432", "database": "shop", "schema": "public", "user": "deploy"},
             "server": "PostgreSQL 18.1", "identity": {"systemIdentifier": "7", "databaseOid": 5},
             "rows": [{"uuid": "01901234-5678-7abc-8def-0123456789ab", "what": "change", "notes": ["FILLED"],
                       "before": {"key": "integration:p", "module": null, "valueJson": "sql-null"},
                       "after": {"key": "01901234-5678-7abc-8def-0123456789ab", "module": "integrations",
                                 "valueJson": "object", "provider": "p", "name": "default"}}],
             "rowCount": 1, "checksum": "7f", "versionBefore": 113, "versionAfter": 114,
             "counts": {"settings": 1, "integrations": 1, "changes": 1, "already": 0, "problems": 0, "unfit": 0,
                        "notes": {"FILLED": 1, "CONVERTED": 0, "DRIFTED": 0, "RENAMED": 0, "RESTORED": 0}},
             "millis": 5, "millisLocked": 3, "complete": true}""";

    @Test
    void aReportIsValid() {
        assertThat(ReportJson.errors(parse(REPORT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outcome",
                "format",
                "tool",
                "goal",
                "dryRun",
                "onProblem",
                "startedAt",
                "target",
                "server",
                "identity",
                "rows",
                "rowCount",
                "checksum",
                "versionBefore",
                "versionAfter",
                "counts",
                "millis",
                "millisLocked",
                "complete"
            })
    void aReportWithoutOneOfItsFieldsIsNone(String field) {
        assertThat(errorsAfter(report -> report.remove(field))).isNotEmpty();
    }

    @Test
    void aReportWithAnythingMoreIsNone() {
        assertThat(errorsAfter(report -> report.put("token", "t"))).isNotEmpty();
        assertThat(errorsAfter(report -> state(report).put("access_token", "t")))
                .isNotEmpty();
        assertThat(errorsAfter(report -> state(report).set("provider", parse("{\"token\": 1}"))))
                .isNotEmpty();
        assertThat(errorsAfter(report -> state(report).set("name", parse("[1]"))))
                .isNotEmpty();
        assertThat(errorsAfter(report -> state(report).set("name", parse("[]"))))
                .isEmpty();
    }

    @Test
    void aFailedReportSaysWhy() {
        assertThat(errorsAfter(report -> report.put("outcome", "failed"))).isNotEmpty();
        assertThat(errorsAfter(report -> report.put("message", "why"))).isNotEmpty();
        assertThat(errorsAfter(report -> {
                    report.put("outcome", "failed").put("message", "why");
                    report.remove(List.of("versionAfter", "millisLocked"));
                }))
                .isEmpty();
    }

    private static List<String> errorsAfter(Consumer<ObjectNode> change) {
        ObjectNode report = (ObjectNode) parse(REPORT);
        change.accept(report);
        return ReportJson.errors(report);
    }

    private static ObjectNode state(ObjectNode report) {
        return (ObjectNode) report.at("/rows/0/before");
    }

    @Test
    void schemaNamesJustTheWordsThatTheCodeHas() {
        assertThat(words("/properties/outcome/enum"))
                .isEqualTo(names(Arrays.stream(Outcome.values()).map(Outcome::word)));
        assertThat(words("/$defs/note/enum"))
                .isEqualTo(names(Arrays.stream(ChangeNote.values())
                        .map(ChangeNote::name)
                        .filter(name -> !name.equals("ALREADY"))));
        assertThat(words("/$defs/problem/properties/reason/enum"))
                .isEqualTo(names(Arrays.stream(Reason.values()).map(Reason::name)));
        assertThat(words("/$defs/unfit/properties/reason/enum"))
                .isEqualTo(names(Arrays.stream(ShapeMismatch.values()).map(ShapeMismatch::name)));
        assertThat(words("/$defs/state/properties/valueJson/enum"))
                .isEqualTo(names(Arrays.stream(JsonType.values()).map(ReportFormat::word)));
        assertThat(SCHEMA.at("/properties/format/const").asInt()).isEqualTo(ReportFormat.VERSION);
    }

    private static Set<String> words(String pointer) {
        Set<String> words = new TreeSet<>();
        SCHEMA.at(pointer).forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Set<String> names(Stream<String> names) {
        return new TreeSet<>(names.toList());
    }

    @Test
    void everyFieldIsDescribed() {
        String description = ReportJson.text(Path.of("docs", "report.md"));

        Set<String> names = new TreeSet<>();
        collectNames(SCHEMA, names);

        assertThat(names).contains("outcome", "systemIdentifier", "valueJson", "remedy");
        assertThat(names).allSatisfy(name -> assertThat(description).contains("`" + name + "`"));
    }

    private static void collectNames(JsonNode schema, Set<String> names) {
        if (schema.path("properties").isObject()) {
            schema.get("properties").fieldNames().forEachRemaining(names::add);
        }
        schema.forEach(part -> collectNames(part, names));
    }
}

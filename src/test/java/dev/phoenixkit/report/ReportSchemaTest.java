package dev.phoenixkit.report;

import static dev.phoenixkit.report.ReportLines.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Reason;
import dev.phoenixkit.v114.ShapeMismatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that the project ships: it names what the code names, and refuses what is no line of a report. */
class ReportSchemaTest {
    private static final JsonNode SCHEMA = parse(ReportLines.text(ReportLines.SCHEMA));

    private static final String REPORT = """
            {"type":"run","format":2,"tool":"phoenixkit-maven-plugin 1.0.0","goal":"v114-up","mode":"run",\
            "startedAt":"2026-01-02T03:04:05Z","address":"db:5432","database":"shop","user":"deploy"}
            {"type":"schema","schema":"public","server":"PostgreSQL 18.1",\
            "identity":{"systemIdentifier":"7","databaseOid":5}}
            {"type":"row","schema":"public","uuid":"01901234-5678-7abc-8def-0123456789ab","decision":"change",\
            "notes":["FILLED"],"before":{"key":"integration:p","module":null,"valueJson":"sql-null"},\
            "after":{"key":"01901234-5678-7abc-8def-0123456789ab","module":"integrations","valueJson":"object"}}
            {"type":"row","schema":"public","uuid":"01901234-5678-7abc-8def-0123456789ab","decision":"unchanged",\
            "before":{"key":"integration:p","module":null,"valueJson":"sql-null"}}
            {"type":"row","schema":"public","uuid":"01901234-5678-7abc-8def-0123456789ab","decision":"problem",\
            "reason":"NO_PROVIDER","problem":"p","remedy":"r",\
            "before":{"key":"integration:p","module":null,"valueJson":"sql-null"}}
            {"type":"row","schema":"public","uuid":"01901234-5678-7abc-8def-0123456789ab","decision":"mismatch",\
            "reason":"OLD_KEY","problem":"p","before":{"key":"integration:p","module":null,"valueJson":"sql-null"}}
            {"type":"finding","schema":"public","kind":"TWINS","message":"m","advice":"a","uuids":[]}
            {"type":"prepared","schema":"public","versionBefore":113,"versionAfter":114,"rows":4,"checksum":"7f"}
            {"type":"committed","schema":"public",\
            "counts":{"change":1,"unchanged":1,"problem":1,"mismatch":1,"FILLED":1},"reached":{"ready":1},"millis":5,"millisLocked":3}
            {"type":"failed",\
            "counts":{},"reached":{},"millis":5,"message":"m"}
            {"type":"read","schema":"public",\
            "counts":{},"reached":{},"millis":5}""";

    private static Stream<ObjectNode> lines() {
        return REPORT.lines().map(line -> (ObjectNode) parse(line));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsWholeAndHasNothingMore(ObjectNode line) {
        assertThat(ReportLines.errors(line)).isEmpty();
        for (String field : (Iterable<String>) line.deepCopy()::fieldNames) {
            ObjectNode without = line.deepCopy();
            without.remove(field);
            assertThat(ReportLines.errors(without))
                    .as("%s without %s", line, field)
                    .isNotEmpty();
        }
        assertThat(ReportLines.errors(line.deepCopy().put("token", "t"))).isNotEmpty();
    }

    @Test
    void aStateHasNothingOfABodyButProviderAndName() {
        ObjectNode row = lines().skip(2).findFirst().orElseThrow();
        ObjectNode before = (ObjectNode) row.get("before");
        for (String allowed : List.of("[]", "{}", "null", "2.50", "\"p\"")) {
            before.set("provider", parse(allowed));
            assertThat(ReportLines.errors(row)).as(allowed).isEmpty();
        }
        for (String more : List.of("[1]", "{\"token\": 1}")) {
            before.set("provider", parse(more));
            assertThat(ReportLines.errors(row)).as(more).isNotEmpty();
        }
        before.remove("provider");
        before.put("access_token", "t");
        assertThat(ReportLines.errors(row)).isNotEmpty();
    }

    @Test
    void schemaNamesJustTheWordsThatTheCodeHas() {
        assertThat(words("/$defs/note/enum"))
                .isEqualTo(names(Arrays.stream(ChangeNote.values())
                        .map(ChangeNote::name)
                        .filter(name -> !name.equals("ALREADY"))));
        assertThat(words("/$defs/problem/properties/reason/enum"))
                .isEqualTo(names(Arrays.stream(Reason.values()).map(Reason::name)));
        assertThat(words("/$defs/mismatch/properties/reason/enum"))
                .isEqualTo(names(Arrays.stream(ShapeMismatch.values()).map(ShapeMismatch::name)));
        assertThat(words("/$defs/kind/enum"))
                .isEqualTo(names(Arrays.stream(Finding.Kind.values()).map(Finding.Kind::name)));
        assertThat(words("/$defs/state/properties/valueJson/enum"))
                .isEqualTo(names(Arrays.stream(JsonType.values()).map(RowState::word)));
        assertThat(words("/$defs/run/properties/mode/enum"))
                .isEqualTo(names(Arrays.stream(RunMode.values()).map(RunMode::word)));
        assertThat(SCHEMA.at("/$defs/run/properties/format/const").asInt()).isEqualTo(ReportLine.FORMAT);
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
        String description = ReportLines.text(Path.of("docs", "report.md"));

        Set<String> names = new TreeSet<>();
        collectNames(SCHEMA, names);

        assertThat(names).contains("checksum", "systemIdentifier", "valueJson", "remedy");
        assertThat(names).allSatisfy(name -> assertThat(description).contains("`" + name + "`"));
    }

    private static void collectNames(JsonNode schema, Set<String> names) {
        if (schema.path("properties").isObject()) {
            schema.get("properties").fieldNames().forEachRemaining(names::add);
        }
        schema.forEach(part -> collectNames(part, names));
    }
}

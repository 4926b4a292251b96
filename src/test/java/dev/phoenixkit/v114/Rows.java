package dev.phoenixkit.v114;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows and bodies for the tests of the rules, in few words. */
final class Rows {

    static final UUID ID = UUID.fromString("01901234-5678-7abc-8def-0123456789ab");

    private Rows() {}

    static Field text(String text) {
        return Field.string(text);
    }

    static Field number(String digits) {
        return new Field(JsonType.NUMBER, digits);
    }

    static Field json(JsonType type) {
        return new Field(type, null);
    }

    /** What counts as if it were not there. */
    static Stream<Field> blankFields() {
        return Stream.of(Field.ABSENT, json(JsonType.NULL), text(""));
    }

    static Body body(Field provider, Field name) {
        return new Body(JsonType.OBJECT, provider, name);
    }

    static Body body(String provider, String name) {
        return body(text(provider), text(name));
    }

    static Body noObject(JsonType type) {
        return new Body(type, Field.ABSENT, Field.ABSENT);
    }

    static Row v113(String key, Body body) {
        return new Row(ID, key, Row.INTEGRATIONS, body);
    }

    static Row v114(String uuid, Body body) {
        return new Row(UUID.fromString(uuid), uuid, Row.INTEGRATIONS, body);
    }

    static List<Decision> decide(Rule rule, Row... rows) {
        List<Decision> decisions = new ArrayList<>();
        for (Row row : rows) {
            rule.accept(row).ifPresent(decisions::add);
        }
        decisions.addAll(rule.finish());
        return decisions;
    }
}

package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.BodyPatch;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.JsonType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes of one form, kept as the arrays that their UPDATE takes. */
final class ChangeBatch {

    private final ChangeForm form;
    private final Map<String, ArrayParameter> arrays = new LinkedHashMap<>();
    private int size;

    ChangeBatch(ChangeForm form) {
        this.form = form;
        arrays.put("uuid", ArrayParameter.ofUuids());
        if (form.placed()) {
            arrays.put("place", ArrayParameter.ofPlaces());
        }
        if (!form.ownKey()) {
            arrays.put("key", ArrayParameter.ofTexts());
        }
        if (form.edit() == BodyEdit.RESTORE) {
            arrays.put("module", ArrayParameter.ofTexts());
            arrays.put("dropped", ArrayParameter.ofTexts());
            arrays.put("becomes", ArrayParameter.ofTexts());
        }
        if (form.edit() == BodyEdit.ADD_OF_KEY) {
            arrays.put("provider", ArrayParameter.ofInts());
        } else if (form.edit() != BodyEdit.NONE) {
            arrays.put("patch", ArrayParameter.ofJsonb());
        }
    }

    int size() {
        return size;
    }

    /** Adds a change of this batch's form. */
    void add(Change change, String place) {
        arrays.get("uuid").add(change.after().uuid());
        if (form.placed()) {
            arrays.get("place").add(place);
        }
        if (!form.ownKey()) {
            arrays.get("key").add(change.after().key());
        }
        if (form.edit() == BodyEdit.ADD_OF_KEY) {
            arrays.get("provider").add(KeyPieces.providerLength(change.before()));
        } else if (form.edit() != BodyEdit.NONE) {
            BodyPatch patch = BodyPatch.of(change);
            arrays.get("patch").add(patch.merge());
            if (form.edit() == BodyEdit.RESTORE) {
                arrays.get("module").add(change.after().module());
                arrays.get("dropped").add(String.join(",", patch.drop()));
                arrays.get("becomes").add(becomes(patch.becomes()));
            }
        }
        size++;
    }

    /** Adds the UPDATE to an exchange. */
    void addTo(
            StatementPipeline exchange, SchemaTables tables, Connection connection, StatementPipeline.Counting counting)
            throws SQLException {
        List<Object> arguments = new ArrayList<>();
        if (form.module() != null) {
            arguments.add(form.module());
        }
        for (ArrayParameter array : arrays.values()) {
            arguments.add(array.toArray(connection));
        }
        exchange.update(sql(tables), counting, arguments.toArray());
    }

    private String sql(SchemaTables tables) {
        StringBuilder columns = new StringBuilder();
        arrays.keySet()
                .forEach(name -> columns.append(columns.length() == 0 ? "" : ", ")
                        .append("unnest(?) AS ")
                        .append(name));
        return "UPDATE " + tables.settings() + " s SET key = " + (form.ownKey() ? "s.uuid::text" : "c.key")
                + ", module = " + (form.module() == null ? "c.module" : "?")
                + (form.edit() == BodyEdit.NONE
                        ? ""
                        : ", value_json = " + form.edit().sql())
                + " FROM (SELECT " + columns + ") c WHERE "
                // The place is the shortest way to a row, the uuid says which one it must be. No index serves this
                // comparison.
                + (form.placed() ? "s.ctid = c.place AND s.uuid IS NOT DISTINCT FROM c.uuid" : "s.uuid = c.uuid");
    }

    private static String becomes(JsonType type) {
        return switch (type) {
            case ABSENT -> "absent";
            case NULL -> "null";
            case OBJECT, ARRAY, STRING, NUMBER, BOOLEAN -> "object";
        };
    }
}

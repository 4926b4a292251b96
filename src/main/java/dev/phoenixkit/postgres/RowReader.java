package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads rows through a cursor, so that memory does not grow with their number. */
final class RowReader {

    private static final int FETCH_SIZE = 5_000;

    private RowReader() {}

    /** Takes rows; may talk to the database. */
    interface Sink {
        void accept(Row row) throws SQLException;
    }

    /**
     * Runs one of the {@link RowQuery row queries} and hands over each row.
     *
     * @param arrays parameters of type {@code uuid[]}
     */
    static void read(Connection connection, String query, UUID[][] arrays, Sink sink) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(i + 1, connection.createArrayOf("uuid", arrays[i]));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    sink.accept(row(result));
                }
            }
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        Body body =
                new Body(JsonType.of(result.getString(4)), field(result, 5), field(result, 7), result.getBoolean(9));
        return new Row(result.getObject(1, UUID.class), result.getString(2), result.getString(3), body);
    }

    private static Field field(ResultSet result, int column) throws SQLException {
        JsonType type = JsonType.of(result.getString(column));
        return type == JsonType.ABSENT ? Field.ABSENT : new Field(type, result.getString(column + 1));
    }
}

package dev.phoenixkit.rows;

import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Reads rows through a cursor, so that memory does not grow with their number. */
final class RowReader {
    private static final int FETCH_SIZE = 5_000;

    private RowReader() {}

    /** Takes rows; may talk to the database. */
    interface Sink {
        void accept(Row row) throws SQLException;
    }

    /** Runs one of the {@link RowQuery row queries} and hands over each row. */
    static void read(Connection connection, String query, Sink sink) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet result = statement.executeQuery(query)) {
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

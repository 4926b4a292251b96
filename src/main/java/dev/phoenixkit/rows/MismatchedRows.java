package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Finds integration rows whose shape does not fit the version of their schema. */
public final class MismatchedRows {

    private MismatchedRows() {}

    /**
     * Reads them within the current transaction.
     *
     * @param version a version that is a number
     * @param found is given each
     * @return how many there are
     */
    public static long read(
            Connection connection, SchemaTables tables, SchemaVersion version, BiConsumer<Row, ShapeMismatch> found)
            throws SQLException {
        long[] count = {0};
        String query = RowQuery.maybeMismatched(tables, version.number() < Direction.UP.toVersion());
        RowReader.read(connection, query, row -> {
            Optional<ShapeMismatch> mismatch = ShapeMismatch.of(row, version);
            if (mismatch.isPresent()) {
                count[0]++;
                found.accept(row, mismatch.get());
            }
        });
        return count[0];
    }
}

package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds integration rows that do not fit the version of their schema. */
public final class MismatchedRows {

    private MismatchedRows() {}

    /**
     * Reads them within the current transaction.
     *
     * @param version a version that is a number
     * @param listener hears of each
     * @return how many there are
     */
    public static long read(
            Connection connection, SchemaTables tables, SchemaVersion version, MigrationListener listener)
            throws SQLException {
        long[] count = {0};
        String query = RowQuery.maybeUnfit(tables, version.number() < Direction.UP.to());
        RowReader.read(connection, query, (row, place) -> {
            Optional<ShapeMismatch> misfit = ShapeMismatch.of(row, version);
            if (misfit.isPresent()) {
                count[0]++;
                listener.unfit(row, misfit.get());
            }
        });
        return count[0];
    }
}

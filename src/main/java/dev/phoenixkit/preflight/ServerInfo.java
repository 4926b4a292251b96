package dev.phoenixkit.preflight;

import dev.phoenixkit.v114.KeyLength;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The server and database that a run works on.
 *
 * @param versionNumber {@code server_version_num}, such as 160003
 * @param version the version as people write it, such as {@code 16.3}
 * @param database the database that the session is in
 * @param user the role that the session acts as
 * @param keyLength how the database counts the length of a key
 * @param writeBlocker why this session cannot write whatever its rights are; empty where it can
 */
public record ServerInfo(
        int versionNumber,
        String version,
        String database,
        String user,
        KeyLength keyLength,
        Optional<String> writeBlocker) {

    static final String SQL = """
            SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                   current_database(), current_user, current_setting('server_encoding') = 'SQL_ASCII',
                   CASE WHEN pg_is_in_recovery()
                        THEN 'the server is a standby, which cannot be written to; connect to the primary'
                        WHEN current_setting('default_transaction_read_only')::bool
                        THEN 'default_transaction_read_only is on for this role, database or server: somebody wants'
                             ' no writing here; ask, then switch it off for this role' END""";

    static ServerInfo read(ResultSet row) throws SQLException {
        row.next();
        return new ServerInfo(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5) ? KeyLength.BYTES : KeyLength.CODE_POINTS,
                Optional.ofNullable(row.getString(6)));
    }
}

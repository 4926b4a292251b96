package dev.phoenixkit.preflight;

/**
 * The server and database that a run works on.
 *
 * @param versionNumber {@code server_version_num}, such as 160003
 * @param version the version as people write it, such as {@code 16.3}
 * @param database the database that the session is in
 * @param user the role that the session acts as
 * @param sqlAscii whether the database takes each byte for a character
 * @param checksClient whether the server can look for a dead client while a statement runs
 */
public record ServerInfo(
        int versionNumber, String version, String database, String user, boolean sqlAscii, boolean checksClient) {

    ServerInfo checkingClient(boolean checks) {
        return new ServerInfo(versionNumber, version, database, user, sqlAscii, checks);
    }
}

package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.Tenants;
import java.io.IOException;
import java.nio.file.Files;

/**
 * A PostgreSQL whose commits wait for the disk, and the databases on it: a template per workload and size, and a copy of
 * it for each run. The databases' own files are in memory where there is room: they are written to the disk by checkpoints,
 * of which none falls into a run, and some disks take a millisecond for each file that is made or deleted.
 */
final class BenchServer implements AutoCloseable {
    private static final String RUN = "run";

    private final OwnServer server;
    private final String copyByFiles;
    private final long postmaster;

    private BenchServer(OwnServer server) {
        this.server = server;
        // Older servers know no other way.
        copyByFiles = Integer.parseInt(query("SHOW server_version_num")) < 150_000 ? "" : " STRATEGY FILE_COPY";
        // As servers keep it, in 4,096 rounds, which are part of what it takes to connect.
        server.maintenance().execute("ALTER ROLE " + server.user() + " PASSWORD '" + server.password() + "'");
        postmaster = Long.parseLong(query("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
    }

    /** The same settings for all, such that neither vacuum nor a checkpoint falls into one contender's time. */
    static BenchServer start() {
        return new BenchServer(OwnServer.builder()
                .walOnDisk()
                .setting("fsync", "on")
                .setting("shared_buffers", "4GB")
                .setting("max_wal_size", "16GB")
                .setting("checkpoint_timeout", "1h")
                .setting("autovacuum", "off")
                .start());
    }

    /** The server's version and the settings that matter here, for the record. */
    String describe() throws IOException {
        return "PostgreSQL " + query("SHOW server_version") + ", fsync " + query("SHOW fsync") + ", shared_buffers "
                + query("SHOW shared_buffers") + ", files on " + fileSystem("base") + ", WAL on " + fileSystem("pg_wal")
                + ", max_wal_size " + query("SHOW max_wal_size") + ", autovacuum "
                + query("SHOW autovacuum");
    }

    private String fileSystem(String folder) throws IOException {
        return Files.getFileStore(server.dataDirectory().resolve(folder)).type();
    }

    /** Makes the database that runs on this workload start from, and returns its name. */
    String createTemplate(Workload workload, int rows) {
        String name = workload.id() + "-" + rows;
        Database template = server.createDatabase(name);
        template.createPhoenixKit("public", workload.from());
        template.execute(
                "CREATE EXTENSION pg_prewarm", Rows.insert(workload, rows), "VACUUM (FREEZE, ANALYZE)", "CHECKPOINT");
        return name;
    }

    /** The same of a database with so many schemas, each with so many integrations. */
    String createFleet(int schemas, int integrations) {
        String name = "fleet-" + schemas;
        Database template = server.createPhoenixKit(name);
        Tenants.create(template, schemas, integrations);
        template.execute("CREATE EXTENSION pg_prewarm", "VACUUM (FREEZE, ANALYZE)", "CHECKPOINT");
        return name;
    }

    Database database(String name) {
        return server.database(name);
    }

    void drop(String template) {
        runDatabase().drop();
        server.database(template).drop();
    }

    /** Brings the database of the next run to the same bytes on disk and the same pages in memory as all others. */
    Database restore(String template) {
        runDatabase().drop();
        Database run = server.createDatabase(RUN, "TEMPLATE \"" + template + "\"" + copyByFiles);
        run.execute("CHECKPOINT");
        run.query("SELECT sum(pg_prewarm(oid::regclass)) FROM pg_class"
                + " WHERE relkind IN ('r', 'i', 't') AND relfilenode <> 0 AND oid >= 16384");
        return run;
    }

    /** How many bytes the server has ever written to its log. */
    long walBytes() {
        return Long.parseLong(query("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"));
    }

    /** What its processes have used so far, the ended ones included. */
    double processorSeconds() throws InterruptedException {
        return ProcessorTime.ofTree(postmaster);
    }

    /** The database of the last run. */
    Database runDatabase() {
        return server.database(RUN);
    }

    private String query(String sql) {
        return server.maintenance().query(sql).get(0);
    }

    @Override
    public void close() {
        server.close();
    }
}

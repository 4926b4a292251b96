package dev.phoenixkit.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every test a fresh database on all nodes of a Citus cluster, with PhoenixKit at V113 in {@code public} of the
 * coordinator, which this is, and takes it away afterwards. Which cluster, a property says; without it tests are skipped.
 */
public final class CitusDatabase implements Database, BeforeEachCallback, AfterEachCallback {
    /** The property with the coordinator's URL, of the form that {@link ServerLogin} takes. */
    private static final String CHOICE = "phoenixkit-test.citus";

    private final List<Connection> ownConnections = new ArrayList<>();
    private Database coordinator;
    private List<Database> workers;

    @Override
    public void beforeEach(ExtensionContext context) {
        String url = System.getProperty(CHOICE, "");
        Assumptions.assumeFalse(url.isEmpty(), "no -D" + CHOICE + "=jdbc:postgresql://… of a coordinator of Citus");
        ServerLogin server = ServerLogin.at(url);
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        coordinator = server.createDatabase(name);
        workers = server
                .maintenance()
                .query("SELECT nodename || ' ' || nodeport FROM pg_dist_node WHERE groupid <> 0 ORDER BY nodeid")
                .stream()
                .map(node -> node.split(" "))
                .map(node -> new ServerLogin(node[0], Integer.parseInt(node[1]), server.user(), server.password()))
                .map(node -> node.createDatabase(name))
                .toList();
        nodes().forEach(node -> node.execute("CREATE EXTENSION citus"));
        coordinator.execute("SELECT citus_set_coordinator_host('" + host() + "', " + port() + ")");
        addWorker(0);
        coordinator.createPhoenixKit(PUBLIC, "113");
    }

    /** Adds a worker to the cluster; the first is there from the beginning. */
    public void addWorker(int number) {
        Database worker = workers.get(number);
        coordinator.execute("SELECT citus_add_node('" + worker.host() + "', " + worker.port() + ")");
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        if (coordinator == null) {
            return;
        }
        for (Connection connection : ownConnections) {
            connection.close();
        }
        nodes().forEach(Database::drop);
    }

    /** A worker's side of the database. */
    public Database worker(int number) {
        return workers.get(number);
    }

    /** The coordinator's side and that of every worker. */
    public List<Database> nodes() {
        return Stream.concat(Stream.of(coordinator), workers.stream()).toList();
    }

    @Override
    public Server server() {
        return coordinator.server();
    }

    @Override
    public String name() {
        return coordinator.name();
    }

    /** Opens a connection of the test's own, with autocommit; it is closed after the test. */
    @Override
    public Connection connect() throws SQLException {
        Connection connection = coordinator.connect();
        ownConnections.add(connection);
        return connection;
    }
}

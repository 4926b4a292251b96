package dev.phoenixkit.testing;

/**
 * The one server that all integration tests of a build share. The hooks of each may come through a class loader of their
 * own, so it is the JVM's properties that know the server, and its shutdown that ends it.
 */
final class ItServer {
    private static final String PROPERTY = "phoenixkit.it.server.";

    private ItServer() {}

    /** The running one, or the first. */
    static Server get() {
        synchronized (System.getProperties()) {
            if (System.getProperty(PROPERTY + "port") == null) {
                OwnServer started = OwnServer.builder()
                        .setting("max_connections", "200")
                        .setting("autovacuum", "off")
                        .start();
                // Also keeps the server reachable, whatever becomes of the class loader.
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                System.setProperty(PROPERTY + "host", started.host());
                System.setProperty(PROPERTY + "user", started.user());
                System.setProperty(PROPERTY + "password", started.password());
                System.setProperty(PROPERTY + "port", Integer.toString(started.port()));
            }
            return new ServerLogin(
                    System.getProperty(PROPERTY + "host"),
                    Integer.getInteger(PROPERTY + "port"),
                    System.getProperty(PROPERTY + "user"),
                    System.getProperty(PROPERTY + "password"));
        }
    }
}

package dev.phoenixkit.testing;

/**
 * The one server that all integration tests of a build share. The hooks of each may come through a class loader of their
 * own, so it is the JVM's properties that know the server, and its shutdown that ends it.
 */
final class ItServer {
    private static final String PROPERTY = "phoenixkit.it.server";

    private ItServer() {}

    /** The running one, or the first. */
    static Server get() {
        synchronized (System.getProperties()) {
            if (System.getProperty(PROPERTY) == null) {
                OwnServer started = SharedServer.embedded();
                // Also keeps the server reachable, whatever becomes of the class loader.
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                String login = "?user=" + started.user() + "&password=" + PercentEncoding.encode(started.password());
                System.setProperty(PROPERTY, started.url("postgres") + login);
            }
            return ServerLogin.at(System.getProperty(PROPERTY));
        }
    }
}

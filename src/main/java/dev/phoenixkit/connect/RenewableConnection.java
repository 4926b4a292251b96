package dev.phoenixkit.connect;

import dev.phoenixkit.jdbc.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Supplier;

/** A connection that stands for another one as soon as it is opened anew; all else is the driver's. */
final class RenewableConnection implements InvocationHandler {
    private final Supplier<Connection> opener;
    private Connection current;

    private RenewableConnection(Supplier<Connection> opener) {
        this.opener = opener;
        current = opener.get();
    }

    /** Opens the first. */
    static Connection of(Supplier<Connection> opener) {
        Class<?>[] types = {Connection.class, Transaction.Renewable.class};
        return (Connection) Proxy.newProxyInstance(types[1].getClassLoader(), types, new RenewableConnection(opener));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Transaction.Renewable.class) {
            Connector.close(current);
            current = opener.get();
            return null;
        }
        try {
            return method.invoke(current, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

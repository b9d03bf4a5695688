package dev.servlette.contract;

import jakarta.servlet.FilterChain;
import jakarta.servlet.GenericFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** A filter in front of the app that does nothing but lack {@code async-supported}. */
public final class SyncFilter extends GenericFilter {
    private static final long serialVersionUID = 1L;

    /** As containers make it. */
    public SyncFilter() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
    }
}

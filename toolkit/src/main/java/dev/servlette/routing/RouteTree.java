package dev.servlette.routing;

import dev.servlette.datastructures.UrlPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one router as a tree over segments. Finds the route that trying them in the order they were declared
 * would find, without trying them: literals are looked up, and a branch is entered only while it may hold an earlier
 * route than the one found. Built once.
 */
final class RouteTree {
    static final int NONE = Integer.MAX_VALUE;

    /**
     * A route that ends at a node.
     *
     * @param index its place in the order of declaration
     * @param methods what it answers; empty for everything
     * @param allow what it adds to {@code Allow}
     * @param template its path, for messages
     */
    private record End(int index, List<String> methods, List<String> allow, PathTemplate template) {
        boolean accepts(String method) {
            return methods.isEmpty() || methods.contains(method);
        }
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final List<Branch> branches = new ArrayList<>();
        final List<Branch> spans = new ArrayList<>();
        final List<End> ends = new ArrayList<>();
        int mount = NONE; // the first mount whose prefix ends here
        int first = NONE; // the first route of all below

        /** Whether nothing may follow; asked after a span, which no other follows. */
        boolean isLeaf() {
            return literals.isEmpty() && branches.isEmpty();
        }
    }

    private record Branch(Segment segment, Node node) {
        boolean takes(UrlPath path, int from, int to) {
            return segment.takesAll() || segment.matches(path.join(from, to));
        }
    }

    private final Node root = new Node();

    /**
     * Adds the next route.
     *
     * @param methods what it answers; empty for everything
     * @param allow what it adds to {@code Allow}
     */
    void add(int index, PathPattern pattern, List<String> methods, List<String> allow) {
        Node node = root;
        node.first = Math.min(node.first, index);
        for (Segment segment : pattern.segments()) {
            node = child(node, segment);
            node.first = Math.min(node.first, index);
        }
        if (pattern.isPrefix()) {
            node.mount = Math.min(node.mount, index);
        } else {
            addEnd(node, new End(index, methods, allow, pattern.template()));
        }
    }

    private static Node child(Node node, Segment segment) {
        String literal = segment.literal();
        if (literal != null) {
            return node.literals.computeIfAbsent(literal, text -> new Node());
        }
        List<Branch> siblings = segment.spans() ? node.spans : node.branches;
        for (Branch sibling : siblings) {
            if (sibling.segment.shape().equals(segment.shape())) {
                return sibling.node;
            }
        }
        Branch branch = new Branch(segment, new Node());
        siblings.add(branch);
        return branch.node;
    }

    private static void addEnd(Node node, End end) {
        for (End other : node.ends) {
            String method = shared(other.methods, end.methods);
            if (method != null) {
                throw new IllegalArgumentException(end.template + " answers " + method + " like " + other.template
                        + " before it. The first would always win; remove one, or change its path or methods.");
            }
        }
        node.ends.add(end);
    }

    /** A method that both answer. HEAD may be declared by itself before the GET that brings it too. */
    private static @Nullable String shared(List<String> before, List<String> after) {
        if (before.isEmpty() && after.isEmpty()) {
            return "every method";
        }
        for (String method : after) {
            boolean headFirst = method.equals("HEAD") && !before.contains("GET");
            if (before.isEmpty() || before.contains(method) && !headFirst) {
                return method;
            }
        }
        return null;
    }

    /**
     * Searches without allocating anything.
     *
     * @return what {@link #found} and {@link #visits} read
     */
    long lookUp(UrlPath path, String method) {
        return visit(root, path, 0, method, NONE);
    }

    /** The index of the route that a search has found, {@link #NONE} when there is none. */
    static int found(long search) {
        return (int) search;
    }

    /** How many nodes a search has visited. */
    static int visits(long search) {
        return (int) (search >>> 32);
    }

    /** One long goes through the search: above the nodes visited so far, below the index of the route found so far. */
    private static long with(long search, int found) {
        return search >>> 32 << 32 | found;
    }

    private static long visit(Node node, UrlPath path, int at, String method, long before) {
        long search = before + (1L << 32);
        if (node.mount < found(search)) {
            search = with(search, node.mount);
        }
        if (at == path.size()) {
            return end(node, method, search);
        }
        String segment = path.segment(at);
        Node literal = node.literals.get(segment);
        if (literal != null && literal.first < found(search)) {
            search = visit(literal, path, at + 1, method, search);
        }
        for (int i = 0; i < node.branches.size(); i++) {
            Branch branch = node.branches.get(i);
            if (branch.node.first < found(search) && branch.segment.matches(segment)) {
                search = visit(branch.node, path, at + 1, method, search);
            }
        }
        for (int i = 0; i < node.spans.size(); i++) {
            search = span(node.spans.get(i), path, at, method, search);
        }
        return search;
    }

    private static long end(Node node, String method, long search) {
        int found = found(search);
        for (int i = 0; i < node.ends.size(); i++) {
            End end = node.ends.get(i);
            if (end.index < found && end.accepts(method)) {
                found = end.index;
            }
        }
        return with(search, found);
    }

    private static long span(Branch span, UrlPath path, int at, String method, long before) {
        long search = before;
        int shortest = span.node.isLeaf() ? path.size() : at + 1;
        for (int end = path.size(); end >= shortest && span.node.first < found(search); end--) {
            if (span.takes(path, at, end)) {
                search = visit(span.node, path, end, method, search);
            }
        }
        return search;
    }

    /** Whether a route has this path, whatever its methods. */
    boolean hasEnds(UrlPath path) {
        return allowed(path, new HashSet<>()) != NONE;
    }

    /** Adds what the routes of this path allow, whatever the method asked for. Gives the index of the first of them. */
    int allowed(UrlPath path, Set<String> methods) {
        return allowed(root, path, 0, methods);
    }

    private int allowed(Node node, UrlPath path, int at, Set<String> methods) {
        int first = NONE;
        if (at == path.size()) {
            for (End end : node.ends) {
                methods.addAll(end.allow);
                first = Math.min(first, end.index);
            }
            return first;
        }
        String segment = path.segment(at);
        Node literal = node.literals.get(segment);
        if (literal != null) {
            first = allowed(literal, path, at + 1, methods);
        }
        for (Branch branch : node.branches) {
            if (branch.segment.matches(segment)) {
                first = Math.min(first, allowed(branch.node, path, at + 1, methods));
            }
        }
        for (Branch span : node.spans) {
            for (int end = path.size(); end > at; end--) {
                if (span.takes(path, at, end)) {
                    first = Math.min(first, allowed(span.node, path, end, methods));
                }
            }
        }
        return first;
    }
}

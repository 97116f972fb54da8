// SPDX-License-Identifier: Apache-2.0
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import smimelint.Finding;
import smimelint.Linter;
import smimelint.Option;
import smimelint.Result;
import smimelint.Rule;
import smimelint.SmimelintException;
import smimelint.Source;

/** The binding over a folder: NN.der and expected.ndjson, what the command says of them. Run with -ea. */
final class SmimelintTest {
    private static final List<byte[]> DER = new ArrayList<>();
    private static final List<Source> SOURCE = new ArrayList<>();
    private static List<String> expected;

    private interface Body {
        void run() throws Exception;
    }

    private static void test(String name, Body body) throws Exception {
        body.run();
        System.out.println("ok: " + name);
    }

    private static void check(boolean holds, Object what) {
        if (!holds)
            throw new AssertionError(what);
    }

    private static <T extends Throwable> T refused(Class<T> kind, Body body) {
        try {
            body.run();
        } catch (Throwable t) {
            if (kind.isInstance(t))
                return kind.cast(t);
            throw new AssertionError(t);
        }
        throw new AssertionError("nothing was thrown");
    }

    private static void read(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".der")).sorted().toList()) {
                DER.add(Files.readAllBytes(file));
                SOURCE.add(new Source(file.getFileName().toString(), 0, "der", 0));
            }
        }
        expected = Files.readAllLines(folder.resolve("expected.ndjson"));
        check(DER.size() >= 20 && DER.size() == expected.size(), DER.size());
    }

    private static void sameAsTheCommand(Linter linter) {
        for (int i = 0; i < DER.size(); i++)
            check(Arrays.equals(linter.lintJson(DER.get(i), SOURCE.get(i)), expected.get(i).getBytes(StandardCharsets.UTF_8)), SOURCE.get(i));
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void findings() {
        int found = 0;
        try (Linter linter = new Linter()) {
            for (int i = 0; i < DER.size(); i++) {
                Result result = linter.lint(DER.get(i));
                String line = expected.get(i);
                check(line.contains("\"status\":" + quoted(result.status())), result.status());
                check(result.findings().size() == line.split("\\{\"rule\":", -1).length - 1, line);
                for (Finding f : result) {
                    found++;
                    String octets = f.octets() == null ? "\"offset\":null,\"length\":null" :
                        "\"offset\":" + f.octets().offset() + ",\"length\":" + f.octets().length();
                    String wanted = "{\"rule\":" + quoted(f.rule()) + ",\"severity\":" + quoted(f.severity()) + ",\"state\":" + quoted(f.state())
                        + ",\"source\":" + quoted(f.rule().split("\\.")[0]) + ",\"section\":" + quoted(f.section()) + ",\"since\":"
                        + quoted(f.since() == null ? null : f.since().toString()) + ",\"message\":" + quoted(f.message()) + ",\"value\":"
                        + quoted(f.value()) + ",\"path\":" + quoted(f.path()) + "," + octets + ",\"reading\":" + quoted(f.reading());
                    check(line.contains(wanted), wanted);
                    check(f.citation().endsWith(f.section()), f.citation());
                }
            }
        }
        check(found > 10, found);
    }

    private static void garbage() {
        try (Linter linter = new Linter()) {
            for (byte[] octets : new byte[][] { {}, { 0 }, "garbage".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(DER.get(0), 40) }) {
                Result result = linter.lint(octets);
                check(result.status().equals("unreadable") && result.findings().size() == 1, result);
                check(result.findings().get(0).severity().equals("error"), result);
            }
            refused(NullPointerException.class, () -> linter.lint(null));
            refused(NullPointerException.class, () -> linter.lintJson(null, Source.UNKNOWN));
            refused(IllegalArgumentException.class, () -> linter.lintJson(DER.get(0), new Source("a\0b", 0, null, 0)));
            refused(IllegalArgumentException.class, () -> new Source("a", -1, null, 0));
            refused(IllegalArgumentException.class, () -> new Source("a", 0, null, Long.MIN_VALUE));
        }
    }

    private static void options() {
        String[][] wrong = {
            { "{\"at\":\"soon\"}", "1: /at: \"soon\" is no date YYYY-MM-DD" }, { "{\"colour\":\"red\"}", "1: /colour: there is no such option" },
            { "[]", "1: /: an object is expected" }
        };
        for (String[] w : wrong)
            check(refused(SmimelintException.Option.class, () -> new Linter(w[0])).getMessage().equals(w[1]), w[1]);
        refused(NullPointerException.class, () -> new Linter(null));
        try (Linter linter = new Linter("{\"max-certificate\":64}")) {
            check(linter.lint(DER.get(0)).status().equals("unreadable"), "max-certificate");
        }
    }

    private static void documents() {
        try (Linter linter = new Linter()) {
            refused(SmimelintException.Option.class, () -> linter.addIssuer(new byte[] { 1 }));
            refused(NullPointerException.class, () -> linter.addIssuer(null));
            refused(SmimelintException.Option.class, () -> linter.addCertificate(new byte[0]));
            refused(SmimelintException.Option.class, () -> linter.addPrevious(new byte[] { 1 }));
            refused(SmimelintException.Option.class, () -> linter.addResponder(new byte[] { 1 }));
            refused(SmimelintException.Option.class, () -> linter.addCaProfile("{"));
            refused(SmimelintException.Option.class, () -> linter.addWaivers("{", LocalDate.of(2026, 3, 15)));
            refused(SmimelintException.Option.class, () -> linter.addBaseline("{"));
            refused(SmimelintException.Option.class, () -> linter.addPsl(""));
        }
        for (String garbage : List.of("garbage", "{", "[1]", "{}\n{", "\0"))
            try (Linter linter = new Linter()) {
                refused(SmimelintException.Option.class, () -> linter.addEvidence("records", garbage));
            }
    }

    private static void baseline() {
        Linter linter = new Linter();
        linter.addBaseline(String.join("\n", expected));
        for (int i = 0; i < DER.size(); i++)
            check(!new String(linter.lintJson(DER.get(i), SOURCE.get(i)), StandardCharsets.UTF_8).contains("\"state\":\"new\""), i);
        refused(IllegalStateException.class, () -> linter.addPsl("example"));
        linter.close();
        linter.close();
        refused(IllegalStateException.class, () -> linter.lint(DER.get(0)));
    }

    private static void threads() throws Exception {
        var executor = Executors.newFixedThreadPool(8);
        try (Linter linter = new Linter()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 100; i++)
                work.add(() -> {
                    sameAsTheCommand(linter);
                    return null;
                });
            for (Future<Void> done : executor.invokeAll(work))
                done.get();
        } finally {
            executor.shutdown();
        }
    }

    private static void lists() {
        check(Rule.all().size() > 800, "rules");
        check(Rule.find("sbr.key-usage.rsa-bits").orElseThrow().citation().equals("SBR 7.1.2.3.e"), "citation");
        check(Rule.find("no.such.rule").isEmpty() && !Linter.version().isEmpty(), "a rule that is none");
        for (Option option : Option.all())
            if (option.otherwise() != null)
                new Linter("{\"" + option.name() + "\":\"" + option.otherwise() + "\"}").close();
    }

    private static long resident() throws Exception {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4096;
    }

    private static void work(int n, boolean close) {
        for (int i = 0; i < n; i++) {
            Linter linter = new Linter();
            linter.lint(DER.get(0));
            if (close)
                linter.close();
        }
    }

    /** Linters out of use are freed by the collector: three hundred of them hold over 100 MB together. */
    private static void memory() throws Exception {
        work(100, true);
        long before = resident();
        work(300, true);
        check(resident() - before < 32 << 20, "closed");
        for (int i = 0; i < 15; i++) {
            work(20, false);
            WeakReference<Object> marker = new WeakReference<>(new Object());
            while (marker.get() != null) {
                System.gc();
                Thread.sleep(10);
            }
        }
        check(resident() - before < 64 << 20, "out of use");
    }

    private static void latency(String name, Body round) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 300; i++) {
            long start = System.nanoTime();
            round.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("java %s: %.1f us a call%n", name, best / 1e3 / DER.size());
    }

    public static void main(String[] args) throws Exception {
        read(Path.of(args[0]));
        Linter shared = new Linter();
        test("JSON is the command's", () -> sameAsTheCommand(shared));
        test("findings are those of the JSON", SmimelintTest::findings);
        test("garbage is unreadable and never clean", SmimelintTest::garbage);
        test("wrong options say where", SmimelintTest::options);
        test("documents are refused whole", SmimelintTest::documents);
        test("a baseline makes findings known", SmimelintTest::baseline);
        test("threads share a linter", SmimelintTest::threads);
        test("lists", SmimelintTest::lists);
        test("memory stays", SmimelintTest::memory);
        latency("lint", () -> DER.forEach(shared::lint));
        latency("lintJson", () -> DER.forEach(der -> shared.lintJson(der, Source.UNKNOWN)));
    }
}

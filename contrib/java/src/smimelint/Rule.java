// SPDX-License-Identifier: Apache-2.0
package smimelint;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One row of the rule table.
 *
 * @param citation the section with its document: "SBR 7.1.2.3.e"
 */
public record Rule(String id, String source, String section, String citation, String title, String requires, String explanation,
    String remedy) {

    private static String column(int i, String name) {
        return Native.text(Native.ruleText(i, Native.name(name)));
    }

    private static Rule at(int i) {
        return new Rule(column(i, "id"), column(i, "source"), column(i, "section"), Native.text(Native.ruleCitation(i)),
            column(i, "title"), column(i, "requires"), column(i, "explanation"), column(i, "remedy"));
    }

    /** All rules. */
    public static List<Rule> all() {
        return IntStream.range(0, Native.ruleCount()).mapToObj(Rule::at).toList();
    }

    /** The rule of this id. */
    public static Optional<Rule> find(String id) {
        return IntStream.range(0, Native.ruleCount()).filter(i -> column(i, "id").equals(id)).mapToObj(Rule::at).findFirst();
    }
}

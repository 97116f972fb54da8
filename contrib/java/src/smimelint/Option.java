// SPDX-License-Identifier: Apache-2.0
package smimelint;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One option of a linter.
 *
 * @param value the kind of its value: "yes-no", "word", "day" and so on
 * @param words the words that its value may be
 * @param otherwise its default; null: none says the same
 */
public record Option(String name, String value, List<String> words, String otherwise, boolean repeats, String text) {
    private static String column(int i, String name) {
        return Native.text(Native.optionText(i, Native.name(name)));
    }

    private static Option at(int i) {
        List<String> words = Stream.iterate(0, k -> k + 1).map(k -> Native.text(Native.optionWord(i, k)))
            .takeWhile(word -> word != null).toList();
        return new Option(column(i, "name"), column(i, "value"), words, column(i, "default"), column(i, "repeats").equals("yes"),
            column(i, "text"));
    }

    /** The options that a Linter takes. */
    public static List<Option> all() {
        return IntStream.range(0, Native.optionCount()).mapToObj(Option::at).toList();
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* letters.h - rows of a table with an entry for each octet: those of all small letters, and of all digits. */
#ifndef BASE_LETTERS_H
#define BASE_LETTERS_H

#define EACH_SMALL_LETTER(X) \
	X('a') X('b') X('c') X('d') X('e') X('f') X('g') X('h') X('i') X('j') X('k') X('l') X('m') \
	X('n') X('o') X('p') X('q') X('r') X('s') X('t') X('u') X('v') X('w') X('x') X('y') X('z')
#define EACH_DIGIT(X) X('0') X('1') X('2') X('3') X('4') X('5') X('6') X('7') X('8') X('9')

#endif

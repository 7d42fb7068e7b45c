/** The documents and the talk are checked like code: links, commands, pictures and slides. */
@NullMarked
package io.promotionbus.docs;

import org.jspecify.annotations.NullMarked;

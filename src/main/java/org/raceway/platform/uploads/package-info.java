/**
 * Files that people send: what they are, how large they may be, and tables read from them. Every upload of every room comes through
 * {@link org.raceway.platform.uploads.Uploads}.
 */
@NullMarked
@NamedInterface("uploads")
package org.raceway.platform.uploads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

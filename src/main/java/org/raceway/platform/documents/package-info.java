/**
 * Documents to print: reports of headings, paragraphs, facts and tables with {@link org.raceway.platform.documents.Report}, and sheets
 * on which things stand at places given in millimetres, such as labels, with {@link org.raceway.platform.documents.Sheets}. Both are
 * PDF with the glyphs that they use embedded, Chinese included.
 */
@NullMarked
@NamedInterface("documents")
package org.raceway.platform.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

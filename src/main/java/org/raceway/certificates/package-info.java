/**
 * Mill certificates, their composition against the grade, and the mass balance of steel: whether more was made of a heat than was
 * ever melted.
 */
@NullMarked
package org.raceway.certificates;

import org.jspecify.annotations.NullMarked;

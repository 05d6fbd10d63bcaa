/** What holds between the manual's pages and the code that they describe. */
package org.datamove.docs;

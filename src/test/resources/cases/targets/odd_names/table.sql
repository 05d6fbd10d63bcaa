CREATE TABLE "odd ""name"" ü.x\y; --" ("i d" integer, "a""b" text, "c\d" text, "é ü" text);

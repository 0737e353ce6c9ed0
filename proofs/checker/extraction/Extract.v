(** The checkers as OCaml programs: integers and natural numbers stay Coq's own, so that no theorem
    is replaced by trust in a library of numbers.  *)

From Coq Require Import ZArith Extraction ExtrOcamlBasic.
From LCNCheck Require Import Patterns Membership Position.

Extraction Language OCaml.
Extraction "kernel.ml" check_membership check_position check_pattern.

(** The checker as an OCaml program: integers and natural numbers stay Coq's own, so that no theorem
    is replaced by trust in a library of numbers.  *)

From Coq Require Import ZArith Extraction ExtrOcamlBasic.
From LCNCheck Require Import Check.

Extraction Language OCaml.
Extraction "kernel.ml" check.

(** * Certificates by hand

    What accepted certificates say, and wrong ones, which are rejected.  The corpus of the Python
    checker is replayed by ../check.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf.
From LCN Require Import Architecture Interior.
From LCNCheck Require Import Integers Descartes Certificates Modular Patterns Membership Position.

Local Open Scope Z_scope.

(** ** What an accepted certificate says *)

(** x^2 + y^2 is no product of two real linear forms. *)
Theorem definite_not_member (R : rcfType) : ~ representable [:: 2%nat; 2%nat] (form R [:: 1; 0; 1]).
Proof.
pose c := Membership [:: 2%nat; 2%nat] [:: 1; 0; 1] false (Roots (Counted (Breakpoints [:: (0, 1)]))).
have ok : check_membership c = true by vm_compute.
exact: (check_membership_sound R ok).
Qed.

(** (x - y)(x + y) stays one, whichever way it is moved a little. *)
Theorem indefinite_interior (R : rcfType) : interior [:: 2%nat; 2%nat] (form R [:: 1; 0; -1]).
Proof.
pose c := Position [:: 2%nat; 2%nat] [:: 1; 0; -1] true (Roots (Counted (Points [:: (-2, 1); (0, 1)]))).
have ok : check_position c = true by vm_compute.
exact: (check_position_sound R ok).
Qed.

(** (x - y)^2 is one, but not stably. *)
Theorem square_on_boundary (R : rcfType) : on_boundary [:: 2%nat; 2%nat] (form R [:: 1; -2; 1]).
Proof.
pose factors := [:: Factor 2 [:: 1; -1] (Breakpoints [:: (0, 1)])].
pose c := Position [:: 2%nat; 2%nat] [:: 1; -2; 1] false (Roots (Factored 1 1 factors)).
have ok : check_position c = true by vm_compute.
exact: (check_position_sound R ok).
Qed.

(** (x - y)^2 (x^2 + y^2) has a double real root and a simple pair. *)
Theorem double_root_and_pair (R : rcfType) : has_pattern 4 (form R [:: 1; -2; 2; -2; 1]) [:: 2%nat] [:: 1%nat].
Proof.
pose factors := [:: Factor 1 [:: 1; 0; 1] (Breakpoints [:: (0, 1)]); Factor 2 [:: 1; -1] (Breakpoints [:: (0, 1)])].
pose c := Pattern [:: 1; -2; 2; -2; 1] [:: 2%nat] [:: 1%nat] 1 1 factors 5.
have ok : check_pattern c = true by vm_compute.
exact: (check_pattern_sound R ok).
Qed.

(** ** Wrong certificates are rejected *)

(** A claim that is false. *)
Example rejects_false_claim :
  check_membership (Membership [:: 2%nat; 2%nat] [:: 1; 0; 1] true
    (Roots (Counted (Breakpoints [:: (0, 1)])))) = false.
Proof. by vm_compute. Qed.

(** One double root, and sign variations that leave room for it: too little evidence for [2] real roots. *)
Example rejects_weak_breakpoints :
  check_membership (Membership [:: 2%nat; 2%nat] [:: 1; -2; 1] true
    (Roots (Counted (Breakpoints [:: (0, 1)])))) = false.
Proof. by vm_compute. Qed.

(** Breakpoints out of order would count roots twice. *)
Example rejects_disorder :
  check_membership
    (Membership [:: 2%nat; 2%nat; 2%nat] [:: 1; 0; 0; 0] true
       (Roots (Counted (Breakpoints [:: (0, 1); (0, 1)])))) = false.
Proof. by vm_compute. Qed.

(** A denominator that is zero or negative. *)
Example rejects_denominator :
  check_membership (Membership [:: 2%nat; 2%nat] [:: 1; 0; -1] true
    (Roots (Counted (Points [:: (0, -1)])))) = false.
Proof. by vm_compute. Qed.

(** A point at which the form vanishes. *)
Example rejects_root_as_point :
  check_membership (Membership [:: 2%nat; 2%nat] [:: 1; 0; -1] true
    (Roots (Counted (Points [:: (0, 1); (1, 1)])))) = false.
Proof. by vm_compute. Qed.

(** Factors that do not multiply to the form. *)
Example rejects_product :
  check_membership
    (Membership [:: 2%nat; 2%nat] [:: 1; -2; 2] true
       (Roots (Factored 1 1 [:: Factor 2 [:: 1; -1] (Breakpoints [:: (1, 1)])]))) = false.
Proof. by vm_compute. Qed.

(** The scalar zero, and the zero filter. *)
Example rejects_zero_scalar :
  check_membership
    (Membership [:: 2%nat; 2%nat] [:: 1; 0; 1] true
       (Roots (Factored 0 0 [:: Factor 2 [:: 1; -1] (Breakpoints [:: (1, 1)])]))) = false.
Proof. by vm_compute. Qed.

Example rejects_zero_filter :
  check_membership (Membership [:: 2%nat; 2%nat] [:: 0; 0; 0] false
    (Roots (Counted (Breakpoints [:: (0, 1)])))) = false.
Proof. by vm_compute. Qed.

(** A form of the wrong length. *)
Example rejects_length :
  check_membership (Membership [:: 2%nat; 2%nat] [:: 1; 0] true (Roots (Counted (Points [:: (0, 1)])))) = false.
Proof. by vm_compute. Qed.

(** A double root that is claimed to be two simple ones. *)
Example rejects_pattern :
  check_pattern
    (Pattern [:: 1; -2; 1] [:: 1; 1]%N [::] 1 1 [:: Factor 1 [:: 1; -2; 1] (Breakpoints [:: (1, 1)])] 5) = false.
Proof. by vm_compute. Qed.

(** A pair that is claimed to be a double one, and one too many. *)
Example rejects_pair :
  check_pattern
    (Pattern [:: 1; 0; 1] [::] [:: 2]%N 1 1 [:: Factor 1 [:: 1; 0; 1] (Breakpoints [:: (0, 1)])] 5) = false.
Proof. by vm_compute. Qed.

Example rejects_two_pairs :
  check_pattern
    (Pattern [:: 1; 0; 1] [::] [:: 1; 1]%N 1 1 [:: Factor 1 [:: 1; 0; 1] (Breakpoints [:: (0, 1)])] 5) = false.
Proof. by vm_compute. Qed.

(** A sign change that is not there. *)
Example rejects_odd :
  check (Certificate [:: 1; 0; 0] (OddAtLeast 2) (Counted (Points [:: (-1, 1); (1, 1)]))) = false.
Proof. by vm_compute. Qed.

(** An interior point that is one of the boundary, and the other way round. *)
Example rejects_boundary_as_interior :
  check_position (Position [:: 2%nat; 2%nat] [:: 1; -2; 1] true
    (Roots (Factored 1 1 [:: Factor 2 [:: 1; -1] (Breakpoints [:: (0, 1)])]))) = false.
Proof. by vm_compute. Qed.

Example rejects_interior_as_boundary :
  check_position (Position [:: 2%nat; 2%nat] [:: 1; 0; -1] false
    (Roots (Factored 1 1 [:: Factor 1 [:: 1; 0; -1] (Breakpoints [:: (0, 1)])]))) = false.
Proof. by vm_compute. Qed.

(** The zero filter is no boundary point of all of filter space, nor an interior point of less. *)
Example rejects_zero_boundary :
  check_position (Position [:: 3%nat; 2%nat] [:: 0; 0; 0; 0] false Arithmetic) = false.
Proof. by vm_compute. Qed.

Example rejects_zero_interior :
  check_position (Position [:: 2%nat; 2%nat] [:: 0; 0; 0] true Arithmetic) = false.
Proof. by vm_compute. Qed.

(** * Certificates, replayed

    What replay.py writes for certificates of the corpus and of random forms of degree 20 with
    coefficients of 8 bits and of degree 30 with coefficients of 53 bits; and wrong certificates,
    which are rejected.  Integers are hexadecimal, which Coq reads faster than decimals. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf.
From LCN Require Import Architecture.
From LCNCheck Require Import Integers Descartes Certificates Modular Patterns Membership.

Local Open Scope Z_scope.

(** [boundary-factored-infinity.json] *)
Definition boundary_factored_infinity_1 :=
  Certificate [:: 0x0; 0x0; 0x1] (AtLeast 2) (Factored 0x1 0x1 [:: Factor 2 [:: 0x0; 0x1] (Breakpoints [:: (0x0,
  0x1)])]).

Example boundary_factored_infinity_1_accepted :
  check boundary_factored_infinity_1 = true.
Proof. by vm_compute. Qed.

(** [boundary-factored-infinity.json] *)
Definition boundary_factored_infinity_2 :=
  Certificate [:: 0x0; 0x0; 0x1] (OddAtMost 0) (Factored 0x1 0x1 [:: Factor 2 [:: 0x0; 0x1] (Breakpoints [:: (0x0,
  0x1)])]).

Example boundary_factored_infinity_2_accepted :
  check boundary_factored_infinity_2 = true.
Proof. by vm_compute. Qed.

(** [boundary-factored-two-parts.json] *)
Definition boundary_factored_two_parts_1 :=
  Certificate [:: 0x1; (-0x3); 0x0; 0x4] (AtLeast 3) (Factored 0x1 0x1 [:: Factor 1 [:: 0x1; 0x1] (Breakpoints [::
  (0x0, 0x1)]); Factor 2 [:: 0x1; (-0x2)] (Breakpoints [:: (0x0, 0x1)])]).

Example boundary_factored_two_parts_1_accepted :
  check boundary_factored_two_parts_1 = true.
Proof. by vm_compute. Qed.

(** [boundary-factored-two-parts.json] *)
Definition boundary_factored_two_parts_2 :=
  Certificate [:: 0x1; (-0x3); 0x0; 0x4] (OddAtMost 1) (Factored 0x1 0x1 [:: Factor 1 [:: 0x1; 0x1] (Breakpoints [::
  (0x0, 0x1)]); Factor 2 [:: 0x1; (-0x2)] (Breakpoints [:: (0x0, 0x1)])]).

Example boundary_factored_two_parts_2_accepted :
  check boundary_factored_two_parts_2 = true.
Proof. by vm_compute. Qed.

(** [boundary-factored.json] *)
Definition boundary_factored_1 :=
  Certificate [:: 0x1; 0x0; (-0x4); 0x0; 0x4] (AtLeast 2) (Factored 0x1 0x1 [:: Factor 2 [:: 0x1; 0x0; (-0x2)]
  (Breakpoints [:: (0x0, 0x1)])]).

Example boundary_factored_1_accepted :
  check boundary_factored_1 = true.
Proof. by vm_compute. Qed.

(** [boundary-factored.json] *)
Definition boundary_factored_2 :=
  Certificate [:: 0x1; 0x0; (-0x4); 0x0; 0x4] (OddAtMost 0) (Factored 0x1 0x1 [:: Factor 2 [:: 0x1; 0x0; (-0x2)]
  (Breakpoints [:: (0x0, 0x1)])]).

Example boundary_factored_2_accepted :
  check boundary_factored_2 = true.
Proof. by vm_compute. Qed.

(** [interior-sign-changes-one-point.json] *)
Definition interior_sign_changes_one_point :=
  Certificate [:: 0x1; 0x0] (OddAtLeast 1) (Counted (Points [:: (0x5, 0x1)])).

Example interior_sign_changes_one_point_accepted :
  check interior_sign_changes_one_point = true.
Proof. by vm_compute. Qed.

(** [interior-sign-changes.json] *)
Definition interior_sign_changes :=
  Certificate [:: 0x1; 0x0; (-0x5); 0x0; 0x4] (OddAtLeast 4) (Counted (Points [:: ((-0x3), 0x1); ((-0x3), 0x2); (0x0,
  0x1); (0x3, 0x2); (0x3, 0x1)])).

Example interior_sign_changes_accepted :
  check interior_sign_changes = true.
Proof. by vm_compute. Qed.

(** [member-arithmetic-degree-zero.json] *)
Definition member_arithmetic_degree_zero :=
  Membership [:: 1%nat] [:: 0x5] true Arithmetic.

Example member_arithmetic_degree_zero_accepted :
  check_membership member_arithmetic_degree_zero = true.
Proof. by vm_compute. Qed.

(** [member-arithmetic-zero.json] *)
Definition member_arithmetic_zero :=
  Membership [:: 2%nat; 2%nat] [:: 0x0; 0x0; 0x0] true Arithmetic.

Example member_arithmetic_zero_accepted :
  check_membership member_arithmetic_zero = true.
Proof. by vm_compute. Qed.

(** [member-arithmetic.json] *)
Definition member_arithmetic :=
  Membership [:: 3%nat; 2%nat] [:: 0x7; 0xe; 0x3; (-0x1c)] true Arithmetic.

Example member_arithmetic_accepted :
  check_membership member_arithmetic = true.
Proof. by vm_compute. Qed.

(** [member-factored-breakpoints.json] *)
Definition member_factored_breakpoints :=
  Membership [:: 2%nat; 2%nat; 2%nat; 2%nat] [:: 0x1; 0x0; (-0x4); 0x0; 0x4] true (Roots (Factored 0x1 0x1 [:: Factor
  2 [:: 0x1; 0x0; (-0x2)] (Breakpoints [:: (0x0, 0x1)])])).

Example member_factored_breakpoints_accepted :
  check_membership member_factored_breakpoints = true.
Proof. by vm_compute. Qed.

(** [member-factored-not-squarefree-parts.json] *)
Definition member_factored_not_squarefree_parts :=
  Membership [:: 2%nat; 2%nat] [:: 0x1; (-0x2); 0x1] true (Roots (Factored 0x1 0x1 [:: Factor 1 [:: 0x1; (-0x2); 0x1]
  (Breakpoints [:: (0x1, 0x1)])])).

Example member_factored_not_squarefree_parts_accepted :
  check_membership member_factored_not_squarefree_parts = true.
Proof. by vm_compute. Qed.

(** [member-factored-points.json] *)
Definition member_factored_points :=
  Membership [:: 2%nat; 2%nat; 2%nat; 2%nat] [:: 0x1; 0x0; (-0x4); 0x0; 0x4] true (Roots (Factored 0x1 0x1 [:: Factor
  2 [:: 0x1; 0x0; (-0x2)] (Points [:: ((-0x2), 0x1); (0x0, 0x1); (0x2, 0x1)])])).

Example member_factored_points_accepted :
  check_membership member_factored_points = true.
Proof. by vm_compute. Qed.

(** [member-sign-changes-through-infinity.json] *)
Definition member_sign_changes_through_infinity :=
  Membership [:: 2%nat; 2%nat] [:: 0x0; 0x1; 0x0] true (Roots (Counted (Points [:: ((-0x1), 0x1); (0x1, 0x1)]))).

Example member_sign_changes_through_infinity_accepted :
  check_membership member_sign_changes_through_infinity = true.
Proof. by vm_compute. Qed.

(** [member-sign-changes.json] *)
Definition member_sign_changes :=
  Membership [:: 3%nat; 2%nat; 2%nat] [:: 0x1; 0x0; (-0x5); 0x0; 0x4] true (Roots (Counted (Points [:: (0x0, 0x1);
  (0x3, 0x2); (0x3, 0x1)]))).

Example member_sign_changes_accepted :
  check_membership member_sign_changes = true.
Proof. by vm_compute. Qed.

(** [not-filling-descartes-strides.json] *)
Definition not_filling_descartes_strides :=
  Membership [:: 2%nat; 2%nat] [:: 0x1; 0x1; 0x1] false (Roots (Counted (Breakpoints [:: ((-0x1), 0x1); (0x0,
  0x1)]))).

Example not_filling_descartes_strides_accepted :
  check_membership not_filling_descartes_strides = true.
Proof. by vm_compute. Qed.

(** [not-filling-descartes.json] *)
Definition not_filling_descartes :=
  Membership [:: 2%nat; 2%nat] [:: 0x1; 0x0; 0x1] false (Roots (Counted (Breakpoints [:: (0x0, 0x1)]))).

Example not_filling_descartes_accepted :
  check_membership not_filling_descartes = true.
Proof. by vm_compute. Qed.

(** [not-filling-factored.json] *)
Definition not_filling_factored :=
  Membership [:: 3%nat; 2%nat; 2%nat] [:: 0x1; 0x0; 0x2; 0x0; 0x1] false (Roots (Factored 0x1 0x1 [:: Factor 2 [::
  0x1; 0x0; 0x1] (Breakpoints [:: (0x0, 0x1)])])).

Example not_filling_factored_accepted :
  check_membership not_filling_factored = true.
Proof. by vm_compute. Qed.

(** [not-member-descartes-infinity.json] *)
Definition not_member_descartes_infinity :=
  Membership [:: 2%nat; 2%nat; 2%nat] [:: 0x0; 0x1; 0x0; 0x1] false (Roots (Counted (Breakpoints [:: (0x0, 0x1)]))).

Example not_member_descartes_infinity_accepted :
  check_membership not_member_descartes_infinity = true.
Proof. by vm_compute. Qed.

(** [not-member-descartes-root-at-breakpoint.json] *)
Definition not_member_descartes_root_at_breakpoint :=
  Membership [:: 2%nat; 2%nat; 2%nat] [:: 0x1; 0x0; 0x1; 0x0] false (Roots (Counted (Breakpoints [:: ((-0x1), 0x1);
  (0x0, 0x1); (0x1, 0x1)]))).

Example not_member_descartes_root_at_breakpoint_accepted :
  check_membership not_member_descartes_root_at_breakpoint = true.
Proof. by vm_compute. Qed.

(** [not-member-descartes.json] *)
Definition not_member_descartes :=
  Membership [:: 2%nat; 2%nat] [:: 0x1; 0x0; 0x1] false (Roots (Counted (Breakpoints [:: (0x0, 0x1)]))).

Example not_member_descartes_accepted :
  check_membership not_member_descartes = true.
Proof. by vm_compute. Qed.

(** [not-member-factored-scalar.json] *)
Definition not_member_factored_scalar :=
  Membership [:: 2%nat; 2%nat] [:: (-0x3); 0x0; (-0x3)] false (Roots (Factored 0x1 (-0x3) [:: Factor 1 [:: 0x1; 0x0;
  0x1] (Breakpoints [:: (0x0, 0x1)])])).

Example not_member_factored_scalar_accepted :
  check_membership not_member_factored_scalar = true.
Proof. by vm_compute. Qed.

(** [not-member-factored.json] *)
Definition not_member_factored :=
  Membership [:: 2%nat; 2%nat; 2%nat; 2%nat] [:: 0x1; 0x0; 0x2; 0x0; 0x1] false (Roots (Factored 0x1 0x1 [:: Factor 2
  [:: 0x1; 0x0; 0x1] (Breakpoints [:: (0x0, 0x1)])])).

Example not_member_factored_accepted :
  check_membership not_member_factored = true.
Proof. by vm_compute. Qed.

(** [pattern-factored-alone-above-nine.json] *)
Definition pattern_factored_alone_above_nine :=
  Pattern [:: 0x1; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0] [:: 12%nat] 0x1 0x1 [:: Factor 12 [::
  0x1; 0x0] (Breakpoints [:: (0x0, 0x1)])] 0x2.

Example pattern_factored_alone_above_nine_accepted :
  check_pattern pattern_factored_alone_above_nine = true.
Proof. by vm_compute. Qed.

(** [pattern-factored-comma-above-nine.json] *)
Definition pattern_factored_comma_above_nine :=
  Pattern [:: 0x0; 0x1; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0; 0x0] [:: 1%nat; 10%nat] 0x1 0x1 [:: Factor 1 [::
  0x0; 0x1] (Breakpoints [:: (0x0, 0x1)]); Factor 10 [:: 0x1; 0x0] (Breakpoints [:: (0x0, 0x1)])] 0x2.

Example pattern_factored_comma_above_nine_accepted :
  check_pattern pattern_factored_comma_above_nine = true.
Proof. by vm_compute. Qed.

(** [pattern-factored-composite-modulus.json] *)
Definition pattern_factored_composite_modulus :=
  Pattern [:: 0x1; 0x0; (-0x2)] [:: 1%nat; 1%nat] 0x1 0x1 [:: Factor 1 [:: 0x1; 0x0; (-0x2)] (Breakpoints [:: (0x0,
  0x1)])] 0xf.

Example pattern_factored_composite_modulus_accepted :
  check_pattern pattern_factored_composite_modulus = true.
Proof. by vm_compute. Qed.

(** [pattern-factored-degree-zero.json] *)
Definition pattern_factored_degree_zero :=
  Pattern [:: (-0x7)] [::] 0x1 (-0x7) [::] 0x2.

Example pattern_factored_degree_zero_accepted :
  check_pattern pattern_factored_degree_zero = true.
Proof. by vm_compute. Qed.

(** [pattern-factored-infinity.json] *)
Definition pattern_factored_infinity :=
  Pattern [:: 0x0; 0x0; 0x1; 0x0; 0x1] [:: 2%nat] 0x1 0x1 [:: Factor 1 [:: 0x1; 0x0; 0x1] (Breakpoints [:: (0x0,
  0x1)]); Factor 2 [:: 0x0; 0x1] (Breakpoints [:: (0x0, 0x1)])] 0x3.

Example pattern_factored_infinity_accepted :
  check_pattern pattern_factored_infinity = true.
Proof. by vm_compute. Qed.

(** [pattern-factored.json] *)
Definition pattern_factored :=
  Pattern [:: 0x1; 0x0; (-0x5); 0x0; 0x4] [:: 1%nat; 1%nat; 1%nat; 1%nat] 0x1 0x1 [:: Factor 1 [:: 0x1; 0x0; (-0x5);
  0x0; 0x4] (Breakpoints [:: ((-0x3), 0x2); (0x0, 0x1); (0x3, 0x2)])] 0x5.

Example pattern_factored_accepted :
  check_pattern pattern_factored = true.
Proof. by vm_compute. Qed.

(** Random form of degree 20, a member. *)
Definition member_degree_20 :=
  Membership [:: 2%nat; 2%nat; 2%nat; 2%nat; 17%nat] [:: (-0x77); (-0xc0); 0x5; (-0x88); 0xfb; 0xcc; 0xe3; 0x84;
  (-0x2a); (-0xa0); 0xf3; (-0xe3); 0x8f; 0xbb; (-0xfe); 0xc8; 0x10; (-0x16); (-0x98); 0x45; (-0xe1)] true (Roots
  (Counted (Points [:: ((-0x1), 0x1); (0x0, 0x1); (0x1, 0x1); (0x4, 0x1)]))).

Example member_degree_20_accepted :
  check_membership member_degree_20 = true.
Proof. by vm_compute. Qed.

(** Random form of degree 20, not a member. *)
Definition not_member_degree_20 :=
  Membership [:: 2%nat; 2%nat; 2%nat; 2%nat; 2%nat; 2%nat; 15%nat] [:: (-0x77); (-0xc0); 0x5; (-0x88); 0xfb; 0xcc;
  0xe3; 0x84; (-0x2a); (-0xa0); 0xf3; (-0xe3); 0x8f; 0xbb; (-0xfe); 0xc8; 0x10; (-0x16); (-0x98); 0x45; (-0xe1)] false
  (Roots (Counted (Breakpoints [:: ((-0x1), 0x1); (0x0, 0x1); (0x1, 0x1)]))).

Example not_member_degree_20_accepted :
  check_membership not_member_degree_20 = true.
Proof. by vm_compute. Qed.

(** Random form of degree 20, multiplicities. *)
Definition pattern_degree_20 :=
  Pattern [:: (-0x77); (-0xc0); 0x5; (-0x88); 0xfb; 0xcc; 0xe3; 0x84; (-0x2a); (-0xa0); 0xf3; (-0xe3); 0x8f; 0xbb;
  (-0xfe); 0xc8; 0x10; (-0x16); (-0x98); 0x45; (-0xe1)] [:: 1%nat; 1%nat; 1%nat; 1%nat] 0x1 (-0x1) [:: Factor 1 [::
  0x77; 0xc0; (-0x5); 0x88; (-0xfb); (-0xcc); (-0xe3); (-0x84); 0x2a; 0xa0; (-0xf3); 0xe3; (-0x8f); (-0xbb); 0xfe;
  (-0xc8); (-0x10); 0x16; 0x98; (-0x45); 0xe1] (Breakpoints [:: ((-0x1), 0x1); (0x0, 0x1); (0x1, 0x1)])] 0x7fffffff.

Example pattern_degree_20_accepted :
  check_pattern pattern_degree_20 = true.
Proof. by vm_compute. Qed.

(** Random form of degree 30, a member. *)
Definition member_degree_30 :=
  Membership [:: 2%nat; 2%nat; 29%nat] [:: (-0x1cbe30fa49191d); 0x10cb4ce1988ad9; (-0x4467850429807);
  0x1607eaf8130c42; (-0x1c4864462e8620); (-0x39f9b78ed4744); 0x180cb3c381e88f; 0x1f76c6f06d3fef; (-0x22a497277cb76);
  (-0x272f7a7802d80); (-0x3fefb52ba0dc3); 0x1ad449c2cd789a; 0x51790f3c64af7; (-0x1d3fd312d07627); (-0x83439e66661c1);
  (-0x1086adb41fc250); 0xa95c1be3edc0a; 0x16079af79b17ae; 0x6d4c73099fdf5; (-0x1b94a8258eebb8); (-0xede5850fd844);
  0x15083d677f6cbd; (-0x9dae455d35e51); 0xff644bcfbb050; 0x182fe51622bd79; 0x12562ed707107e; 0x1eae465eda92d8;
  (-0x1c36e3446975bd); (-0x1a6f0287daa298); 0x1261799403560d; (-0xa31ff5a53f928)] true (Roots (Counted (Points [::
  (0x1, 0x1); (0x4, 0x1)]))).

Example member_degree_30_accepted :
  check_membership member_degree_30 = true.
Proof. by vm_compute. Qed.

(** Random form of degree 30, not a member. *)
Definition not_member_degree_30 :=
  Membership [:: 2%nat; 2%nat; 2%nat; 2%nat; 27%nat] [:: (-0x1cbe30fa49191d); 0x10cb4ce1988ad9; (-0x4467850429807);
  0x1607eaf8130c42; (-0x1c4864462e8620); (-0x39f9b78ed4744); 0x180cb3c381e88f; 0x1f76c6f06d3fef; (-0x22a497277cb76);
  (-0x272f7a7802d80); (-0x3fefb52ba0dc3); 0x1ad449c2cd789a; 0x51790f3c64af7; (-0x1d3fd312d07627); (-0x83439e66661c1);
  (-0x1086adb41fc250); 0xa95c1be3edc0a; 0x16079af79b17ae; 0x6d4c73099fdf5; (-0x1b94a8258eebb8); (-0xede5850fd844);
  0x15083d677f6cbd; (-0x9dae455d35e51); 0xff644bcfbb050; 0x182fe51622bd79; 0x12562ed707107e; 0x1eae465eda92d8;
  (-0x1c36e3446975bd); (-0x1a6f0287daa298); 0x1261799403560d; (-0xa31ff5a53f928)] false (Roots (Counted (Breakpoints
  [:: ((-0x1), 0x1); (0x0, 0x1); (0x1, 0x1)]))).

Example not_member_degree_30_accepted :
  check_membership not_member_degree_30 = true.
Proof. by vm_compute. Qed.

(** Random form of degree 30, multiplicities. *)
Definition pattern_degree_30 :=
  Pattern [:: (-0x1cbe30fa49191d); 0x10cb4ce1988ad9; (-0x4467850429807); 0x1607eaf8130c42; (-0x1c4864462e8620);
  (-0x39f9b78ed4744); 0x180cb3c381e88f; 0x1f76c6f06d3fef; (-0x22a497277cb76); (-0x272f7a7802d80); (-0x3fefb52ba0dc3);
  0x1ad449c2cd789a; 0x51790f3c64af7; (-0x1d3fd312d07627); (-0x83439e66661c1); (-0x1086adb41fc250); 0xa95c1be3edc0a;
  0x16079af79b17ae; 0x6d4c73099fdf5; (-0x1b94a8258eebb8); (-0xede5850fd844); 0x15083d677f6cbd; (-0x9dae455d35e51);
  0xff644bcfbb050; 0x182fe51622bd79; 0x12562ed707107e; 0x1eae465eda92d8; (-0x1c36e3446975bd); (-0x1a6f0287daa298);
  0x1261799403560d; (-0xa31ff5a53f928)] [:: 1%nat; 1%nat] 0x1 (-0x1) [:: Factor 1 [:: 0x1cbe30fa49191d;
  (-0x10cb4ce1988ad9); 0x4467850429807; (-0x1607eaf8130c42); 0x1c4864462e8620; 0x39f9b78ed4744; (-0x180cb3c381e88f);
  (-0x1f76c6f06d3fef); 0x22a497277cb76; 0x272f7a7802d80; 0x3fefb52ba0dc3; (-0x1ad449c2cd789a); (-0x51790f3c64af7);
  0x1d3fd312d07627; 0x83439e66661c1; 0x1086adb41fc250; (-0xa95c1be3edc0a); (-0x16079af79b17ae); (-0x6d4c73099fdf5);
  0x1b94a8258eebb8; 0xede5850fd844; (-0x15083d677f6cbd); 0x9dae455d35e51; (-0xff644bcfbb050); (-0x182fe51622bd79);
  (-0x12562ed707107e); (-0x1eae465eda92d8); 0x1c36e3446975bd; 0x1a6f0287daa298; (-0x1261799403560d); 0xa31ff5a53f928]
  (Breakpoints [:: ((-0x1), 0x1); (0x0, 0x1); (0x1, 0x1)])] 0x7fffffff.

Example pattern_degree_30_accepted :
  check_pattern pattern_degree_30 = true.
Proof. by vm_compute. Qed.

(** ** What an accepted certificate says *)

Theorem not_member_descartes_true (R : rcfType) :
  ~ representable [:: 2%nat; 2%nat] (form R [:: 1; 0; 1]).
Proof. exact: (check_membership_sound R not_member_descartes_accepted). Qed.

Theorem pattern_factored_true (R : rcfType) k :
  (0 < k)%N -> nmult k 4 (form R [:: 1; 0; -5; 0; 4]) = count_mem k [:: 1; 1; 1; 1]%N.
Proof. by case: (check_pattern_sound R pattern_factored_accepted) => _; apply. Qed.

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
    (Pattern [:: 1; -2; 1] [:: 1; 1]%N 1 1 [:: Factor 1 [:: 1; -2; 1] (Breakpoints [:: (1, 1)])] 5) = false.
Proof. by vm_compute. Qed.

(** A sign change that is not there. *)
Example rejects_odd :
  check (Certificate [:: 1; 0; 0] (OddAtLeast 2) (Counted (Points [:: (-1, 1); (1, 1)]))) = false.
Proof. by vm_compute. Qed.

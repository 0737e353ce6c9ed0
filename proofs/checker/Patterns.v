(** * Multiplicities of the real roots, checked

    [nmult k n p] is the number of points of the real projective line that are roots of
    multiplicity [k] of the form [p] of degree [n].  A factored form whose factors' roots are counted
    exactly, and whose factors' product is square-free, has as many roots of multiplicity [m] as the
    factor with the exponent [m] has roots.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Roots Integers Descartes Certificates Modular.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** The product of the factors, each once. *)
Fixpoint radical (fs : seq factor) : seq Z :=
  match fs with
  | [::] => [:: Zpos xH]
  | f :: fs' => zmul (rev (factor_form f)) (radical fs')
  end.

(** The multiplicities of the real roots; [None] if a number of roots is not known exactly. *)
Fixpoint multiplicities (fs : seq factor) : option (seq nat) :=
  match fs with
  | [::] => Some [::]
  | f :: fs' =>
    match count_bounds (factor_form f) (factor_count f), multiplicities fs' with
    | Some (lo, hi), Some rho =>
      if (lo == hi) && (0 < multiplicity f) then Some (nseq lo (multiplicity f) ++ rho) else None
    | _, _ => None
    end
  end.

(** A filter, the multiplicities of its real roots, and a factored form: [scale] times the filter is
    [scalar] times the product; [modulus] shows that the factors have no common or double roots. *)
Record pattern : Type := Pattern
  { patterned : seq Z; real_part : seq nat; scale : Z; scalar : Z; factors : seq factor; modulus : Z }.

Fixpoint radical_degree (fs : seq factor) : nat :=
  match fs with [::] => 0 | f :: fs' => ((size (factor_form f)).-1 + radical_degree fs')%N end.

Definition check_pattern (c : pattern) : bool :=
  [&& factors_fit (patterned c) (scale c) (scalar c) (factors c),
      size (radical (factors c)) == (radical_degree (factors c)).+1,
      squarefree_at (modulus c) (rev (radical (factors c))) &
      if multiplicities (factors c) is Some rho then perm_eq rho (real_part c) else false].

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Implicit Types (p a b : {poly R}) (k m n : nat) (x : R) (fs : seq factor).

Definition nmult k n p : nat := ((at_infinity n p == k) + \sum_(x <- rootsR p) (\mu_x p == k))%N.

Lemma nmult_over (s : seq R) k n p :
  (0 < k)%N -> p != 0 -> uniq s -> {subset rootsR p <= s} ->
  nmult k n p = ((at_infinity n p == k) + \sum_(x <- s) (\mu_x p == k))%N.
Proof.
move=> k0 p0 us sub; congr (_ + _)%N; rewrite [RHS](bigID (mem (rootsR p))) /=.
rewrite [X in (_ + X)%N]big1 ?addn0; last first.
  by move=> x; rewrite mem_rootsR // => /muNroot ->; case: k k0.
rewrite -[RHS]big_filter; apply: perm_big.
apply: uniq_perm; rewrite ?filter_uniq ?uniq_rootsR // => x; rewrite mem_filter /=.
by case rx: (x \in rootsR p) => //=; rewrite sub.
Qed.

(** Orders at one point: the factor [a] has a simple root at most, and none where the rest [b] has one. *)
Lemma order_split k m (i j : nat) :
  (0 < k)%N -> (0 < m)%N -> (i <= 1)%N -> (i = 1%N -> j = 0%N) ->
  ((m * i + j == k) = (m == k) * i + (j == k) :> nat)%N.
Proof.
case: i => [|[|//]] k0 m0 _ ij; first by rewrite !muln0 !add0n.
by rewrite ij // !muln1 addn0; case: k k0 {ij} => // k _; rewrite addn0.
Qed.

Lemma nmult_mul k m na nb a b :
  (0 < k)%N -> (0 < m)%N -> a != 0 -> b != 0 -> (size a <= na.+1)%N -> (size b <= nb.+1)%N ->
  (at_infinity na a <= 1)%N -> (at_infinity na a = 1%N -> at_infinity nb b = 0%N) ->
  (forall x, \mu_x a <= 1)%N -> (forall x, \mu_x a = 1%N -> \mu_x b = 0%N) ->
  nmult k (m * na + nb) (a ^+ m * b) = ((m == k) * proots na a + nmult k nb b)%N.
Proof.
move=> k0 m0 a0 b0 an bn ia iab mua muab; have am0 : a ^+ m != 0 by rewrite expf_neq0.
have ab0 : a ^+ m * b != 0 by rewrite mulf_neq0.
have sa : {subset rootsR a <= rootsR (a ^+ m * b)}.
  by move=> x; rewrite !mem_rootsR // rootM /root horner_exp expf_eq0 m0 => ->.
have sb : {subset rootsR b <= rootsR (a ^+ m * b)}.
  by move=> x; rewrite !mem_rootsR // rootM orbC => ->.
have u := uniq_rootsR (a ^+ m * b).
rewrite (nmult_over nb k0 b0 u sb) (nmult_over _ k0 ab0 u (fun x => id)) /proots.
rewrite (nroots_over _ a0 u sa) mulnDr addnACA; congr (_ + _)%N.
  rewrite at_infinity_mul ?size_exp_degree //.
  have -> : at_infinity (m * na) (a ^+ m) = (m * at_infinity na a)%N.
    elim: (m) => [|i IH]; first by rewrite expr0 /at_infinity size_poly1 mul0n.
    by rewrite exprS !mulSn at_infinity_mul ?expf_neq0 ?size_exp_degree // IH.
  exact: order_split.
rewrite big_distrr /= -big_split /=; apply: eq_bigr => x _.
by rewrite mu_mul // mu_exp mulnC order_split //; apply: muab.
Qed.

Lemma size_radical fs :
  zpoly R (radical fs) != 0 -> (size (zpoly R (radical fs)) <= (radical_degree fs).+1)%N.
Proof.
elim: fs => [|f fs IH] /=; first by rewrite zpoly_cons /zpoly /= mul0r add0r size_poly1.
rewrite zpolyM -formE mulf_eq0 negb_or => /andP[/degreeP[_ an] /IH rn].
apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
exact: leq_add.
Qed.

Lemma radicalP fs lo :
  multiplicities fs = Some lo -> zpoly R (radical fs) != 0 ->
  (at_infinity (radical_degree fs) (zpoly R (radical fs)) <= 1)%N ->
  (forall x, \mu_x (zpoly R (radical fs)) <= 1)%N ->
  [/\ zpoly R (product fs) != 0, (size (zpoly R (product fs)) <= (product_degree fs).+1)%N,
      (forall k, (0 < k)%N -> nmult k (product_degree fs) (zpoly R (product fs)) = count_mem k lo) &
      (at_infinity (radical_degree fs) (zpoly R (radical fs)) = 0%N ->
         at_infinity (product_degree fs) (zpoly R (product fs)) = 0%N) /\
      (forall x, \mu_x (zpoly R (radical fs)) = 0%N -> \mu_x (zpoly R (product fs)) = 0%N)].
Proof.
have oneE : zpoly R [:: Zpos xH] = 1 by rewrite zpoly_cons /zpoly /= mul0r add0r.
elim: fs lo => [|f fs IH] lo /=.
  case=> <-; rewrite oneE oner_eq0 size_poly1 => _ _ _; split=> // k k0.
  rewrite /nmult /at_infinity size_poly1 -[1]/1%:P rootsRC big_nil /=.
  by case: k k0.
case cE: (count_bounds _ _) => [[l h]|] //; case fsE: (multiplicities fs) => [rho|] //.
case: ifP => // /andP[/eqP lh m0] [<-]; rewrite -{}lh in cE *.
have [a0 /andP[lp ph]] := count_boundsP R cE; have [_ an] := degreeP a0.
have pl : proots (degree (factor_form f)) (form R (factor_form f)) = l by apply/eqP; rewrite eqn_leq ph lp.
rewrite -/(degree _) !zpolyM zpolyX -formE; set a := form R _ in a0 an pl *; set na := degree _ in an pl *.
rewrite mulf_eq0 negb_or a0 /= => r0.
have rn := size_radical r0; set r := zpoly R (radical fs) in r0 rn *; set nr := radical_degree fs in rn *.
have mulE x : \mu_x (a * r) = (\mu_x a + \mu_x r)%N by rewrite mu_mul // mulf_neq0.
rewrite at_infinity_mul // => inf mu1.
have mu1' x : (\mu_x a + \mu_x r <= 1)%N by rewrite -mulE.
have [b0 bn cnt [infb mub]] := IH _ fsE r0 (leq_trans (leq_addl _ _) inf)
  (fun x => leq_trans (leq_addl _ _) (mu1' x)).
set b := zpoly R (product fs) in b0 bn cnt infb mub *; set nb := product_degree fs in bn cnt infb *.
have one_zero i j : (i + j <= 1)%N -> i = 1%N -> j = 0%N by move=> ij i1; move: ij; rewrite i1; case: j.
have am0 : a ^+ multiplicity f != 0 by rewrite expf_neq0.
have amn := size_exp_degree (multiplicity f) an.
split; first by rewrite mulf_neq0.
- apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
  exact: leq_add.
- move=> k k0; rewrite nmult_mul //.
  + by rewrite pl cnt // count_cat count_nseq /= [_ == k]eq_sym.
  + exact: leq_trans (leq_addr _ _) inf.
  + by move=> i1; apply: infb; apply: one_zero i1.
  + by move=> x; apply: leq_trans (leq_addr _ _) (mu1' x).
  by move=> x i1; apply: mub; apply: one_zero i1.
split=> [|x].
  rewrite at_infinity_mul // => /eqP; rewrite addn_eq0 => /andP[/eqP ia /eqP /infb ->]; rewrite addn0.
  elim: (multiplicity f) => [|i IHi]; first by rewrite expr0 /at_infinity size_poly1.
  by rewrite exprS mulSn at_infinity_mul ?expf_neq0 ?size_exp_degree // ia IHi.
rewrite mulE => /eqP; rewrite addn_eq0 => /andP[/eqP ia /eqP /mub ib].
by rewrite mu_mul ?mulf_neq0 // mu_exp ia ib.
Qed.

Lemma nmult_scale k n (c : R) p : (0 < k)%N -> c != 0 -> p != 0 -> nmult k n (c *: p) = nmult k n p.
Proof.
move=> k0 c0 p0; rewrite (@nmult_over (rootsR p) k n (c *: p)) ?uniq_rootsR ?scaler_eq0 ?negb_or ?c0 //.
  rewrite /nmult /at_infinity size_scale //; congr (_ + _)%N.
  by apply: eq_bigr => x _; rewrite mu_mulC.
by move=> x; rewrite !mem_rootsR ?rootZ // scaler_eq0 negb_or c0.
Qed.

(** What the checker accepts is true: the multiplicities of the filter's real roots are those claimed. *)
Theorem check_pattern_sound c :
  check_pattern c ->
  form R (patterned c) != 0 /\
  forall k, (0 < k)%N -> nmult k (degree (patterned c)) (form R (patterned c)) = count_mem k (real_part c).
Proof.
case: c => w rho d c fs p; rewrite /check_pattern /= => /and4P[fit /eqP sr sqf].
case mE: (multiplicities fs) => [rho'|] // /permP perm.
have [r0 inf mu1] := squarefree_atP R sqf; rewrite formE revK in r0 inf mu1.
rewrite /degree size_rev sr /= in inf.
have [q0 qn cnt _] := radicalP mE r0 inf mu1.
have [p0 -> d0 c0 E] := factors_fitP fit q0; split=> // k k0.
by rewrite -(nmult_scale _ k0 d0 p0) E nmult_scale // cnt // perm.
Qed.

End Soundness.

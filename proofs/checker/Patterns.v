(** * Root patterns, checked

    [nmult k n p] is the number of points of the real projective line that are roots of
    multiplicity [k] of the form [p] of degree [n], [cmult k n p] the same for the complex
    projective line.  A factored form whose factors' real roots are counted exactly, and whose factors'
    product is square-free, has as many roots of multiplicity [m] as the factor with the exponent [m]
    has roots; those that are not real come in pairs.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder complex zify ssrZ.
From LCNCheck Require Import Roots Integers Descartes Certificates Modular Orders.

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

Fixpoint radical_degree (fs : seq factor) : nat :=
  match fs with [::] => 0 | f :: fs' => ((size (factor_form f)).-1 + radical_degree fs')%N end.

(** The multiplicities of the real roots and of the pairs of others; [None] if a number is not known exactly. *)
Fixpoint multiplicities (fs : seq factor) : option (seq nat * seq nat) :=
  match fs with
  | [::] => Some ([::], [::])
  | f :: fs' =>
    match count_bounds (factor_form f) (factor_count f), multiplicities fs' with
    | Some (lo, hi), Some (rho, gamma) =>
      let n := (size (factor_form f)).-1 in let pairs := (n - lo)./2 in
      if [&& lo == hi, 0 < multiplicity f & lo + pairs.*2 == n]
      then Some (nseq lo (multiplicity f) ++ rho, nseq pairs (multiplicity f) ++ gamma) else None
    | _, _ => None
    end
  end.

(** A filter, the multiplicities of its real roots and of its pairs of others, and a factored form: [scale] times the
    filter is [scalar] times the product; [modulus] shows that the factors have no common or double roots. *)
Record pattern : Type := Pattern
  { patterned : seq Z; real_part : seq nat; pair_part : seq nat; scale : Z; scalar : Z; factors : seq factor;
    modulus : Z }.

Definition check_pattern (c : pattern) : bool :=
  [&& factors_fit (patterned c) (scale c) (scalar c) (factors c),
      size (radical (factors c)) == (radical_degree (factors c)).+1,
      squarefree_at (modulus c) (rev (radical (factors c))) &
      if multiplicities (factors c) is Some (rho, gamma)
      then perm_eq rho (real_part c) && perm_eq gamma (pair_part c) else false].

(** ** Soundness *)

Local Open Scope ring_scope.

Section Complex.

Variable C : closedFieldType.
Implicit Types (p : {poly C}) (k n : nat) (z : C) (s : seq C).

Definition croots p : seq C := undup (sval (closed_field_poly_normal p)).

Definition cmult k n p : nat := number (croots p) k n p.

Lemma mem_croots p : p != 0 -> holds_roots p (croots p).
Proof.
move=> p0 z; rewrite /croots mem_undup; case: (closed_field_poly_normal p) => r /= E.
by rewrite E rootZ ?lead_coef_eq0 // root_prod_XsubC.
Qed.

(** A form of degree [n] has [n] roots. *)
Lemma total_complex s n p :
  p != 0 -> (size p <= n.+1)%N -> uniq s -> holds_roots p s -> total s n p = n.
Proof.
move=> p0 pn us ps; have [r E] := closed_field_poly_normal p.
have muE z : \mu_z p = count_mem z r.
  rewrite E mu_mulC ?lead_coef_eq0 //; elim: r {E} => [|y r IH].
    by rewrite big_nil -[1]/1%:P mu_polyC.
  rewrite big_cons mu_mul; last first.
    by rewrite mulf_neq0 ?polyXsubC_eq0 // monic_neq0 // monic_prod_XsubC.
  rewrite IH /=; congr (_ + _)%N; have [->|yz] := eqVneq y z; first by rewrite mu_XsubC.
  by rewrite muNroot // root_XsubC eq_sym.
have rs : {subset r <= s}.
  by move=> z zr; apply: ps; rewrite E rootZ ?lead_coef_eq0 // root_prod_XsubC.
have sp : (size p).-1 = size r by rewrite E size_scale ?lead_coef_eq0 // size_prod_XsubC.
rewrite /total /at_infinity sp; have -> : (\sum_(z <- s) \mu_z p = size r)%N.
  under eq_bigr do rewrite muE -sum1_count big_mkcond.
  rewrite exchange_big /= -sum1_size big_seq [RHS]big_seq; apply: eq_bigr => y /rs ys.
  rewrite -big_mkcond /= (eq_bigl (pred1 y)) => [|z]; last exact: eq_sym.
  by rewrite sum1_count count_uniq_mem // ys.
by apply: subnK; move: pn; rewrite -sp; case: (size p).
Qed.

End Complex.

Section Soundness.

Variable R : rcfType.
Implicit Types (p : {poly R}) (k n : nat) (fs : seq factor).

Definition nmult k n p : nat := number (rootsR p) k n p.

Lemma root_rootsR p : p != 0 -> holds_roots p (rootsR p).
Proof. by move=> p0 x rx; rewrite mem_rootsR. Qed.

Definition powers_of fs : powers R :=
  [seq (multiplicity f, degree (factor_form f), form R (factor_form f)) | f <- fs].

Lemma powersE fs :
  [/\ power_product (powers_of fs) = zpoly R (product fs), power_degree (powers_of fs) = product_degree fs,
      base_product (powers_of fs) = zpoly R (radical fs) & base_degree (powers_of fs) = radical_degree fs].
Proof.
rewrite /power_product /power_degree /base_product /base_degree !big_map.
have oneE : zpoly R [:: Zpos xH] = 1 by rewrite zpoly_cons /zpoly /= mul0r add0r.
elim: fs => [|f fs [IH1 IH2 IH3 IH4]]; first by rewrite !big_nil oneE.
by rewrite !big_cons IH1 IH2 IH3 IH4 /= !zpolyM zpolyX -formE.
Qed.

Lemma proper_powers_of fs ms : multiplicities fs = Some ms -> proper_powers (powers_of fs).
Proof.
elim: fs ms => //= f fs IH ms; case cE: (count_bounds _ _) => [[lo hi]|] //.
case fsE: (multiplicities fs) => [[rho gamma]|] //; case: ifP => // /and3P[_ -> _] _.
by have [a0 _] := count_boundsP R cE; have [_ an] := degreeP a0; rewrite a0 an (IH _ fsE).
Qed.

Lemma count_real s k fs rho gamma :
  uniq s -> holds_roots (base_product (powers_of fs)) s -> multiplicities fs = Some (rho, gamma) ->
  (\sum_(f <- powers_of fs) (f.1.1 == k) * total s f.1.2 f.2 = count_mem k rho)%N.
Proof.
move=> us; elim: fs rho gamma => [|f fs IH] rho gamma /=; first by rewrite big_nil => _ [<- _].
rewrite /base_product !big_cons -/(base_product _) => sub.
case cE: (count_bounds _ _) => [[lo hi]|] //; case fsE: (multiplicities fs) => [[rho' gamma']|] //.
case: ifP => // /and3P[/eqP lh _ _] [<- _]; rewrite -{}lh in cE.
rewrite (IH _ _ _ fsE) => [|x rx]; last by apply: sub; rewrite rootM rx orbT.
have [a0 le] := count_boundsP R cE; rewrite count_cat count_nseq /= eq_sym; congr (_ * _ + _)%N.
rewrite /total -(nroots_over xpredT a0 us) => [|x]; last first.
  by rewrite mem_rootsR // => rx; apply: sub; rewrite rootM rx.
by apply/eqP; rewrite eqn_leq andbC.
Qed.

Local Notation C := [closedFieldType of R[i]].
Local Notation toC := (map_poly (real_complex R)).

Definition complex_powers (l : powers R) : powers C := [seq (f.1, toC f.2) | f <- l].

Lemma complex_powersE l :
  [/\ power_product (complex_powers l) = toC (power_product l), power_degree (complex_powers l) = power_degree l,
      base_product (complex_powers l) = toC (base_product l) & base_degree (complex_powers l) = base_degree l].
Proof.
rewrite /power_product /power_degree /base_product /base_degree !big_map !rmorph_prod; split=> //.
by apply: eq_bigr => f _; rewrite rmorphX.
Qed.

Lemma proper_complex_powers l : proper_powers l -> proper_powers (complex_powers l).
Proof.
by elim: l => //= f l IH /andP[/and3P[m0 a0 an] /IH ->]; rewrite m0 map_poly_eq0 a0 size_map_poly an.
Qed.

Lemma count_complex (s : seq C) k fs rho gamma :
  uniq s -> holds_roots (base_product (complex_powers (powers_of fs))) s ->
  multiplicities fs = Some (rho, gamma) ->
  (\sum_(f <- complex_powers (powers_of fs)) (f.1.1 == k) * total s f.1.2 f.2
   = count_mem k rho + (count_mem k gamma).*2)%N.
Proof.
move=> us; elim: fs rho gamma => [|f fs IH] rho gamma /=; first by rewrite big_nil => _ [<- <-].
rewrite /base_product !big_cons -/(base_product _) => sub.
case cE: (count_bounds _ _) => [[lo hi]|] //; case fsE: (multiplicities fs) => [[rho' gamma']|] //.
case: ifP => // /and3P[_ _ /eqP n_eq] [<- <-].
rewrite (IH _ _ _ fsE) => [|x rx]; last by apply: sub; rewrite rootM rx orbT.
have [a0 _] := count_boundsP R cE; have [_ an] := degreeP a0.
rewrite /= total_complex ?map_poly_eq0 ?size_map_poly //; last first.
  by move=> x rx; apply: sub; rewrite rootM rx.
move: (_./2) n_eq => pairs n_eq; rewrite /degree -n_eq !count_cat !count_nseq /= [multiplicity f == k]eq_sym.
by case: (k == _); rewrite ?mul1n ?mul0n ?add0n // doubleD !addnA; congr (_ + _)%N; rewrite addnAC.
Qed.

(** A form of degree [n] that is not zero, the multiplicities of its distinct real roots, and those of its distinct pairs of complex
    conjugate roots. *)
Definition has_pattern n p (rho gamma : seq nat) : Prop :=
  [/\ p != 0, (size p <= n.+1)%N, forall k, (0 < k)%N -> nmult k n p = count_mem k rho &
      forall k, (0 < k)%N -> cmult k n (toC p : {poly C}) = (count_mem k rho + (count_mem k gamma).*2)%N].

(** What the checker accepts is true: the form has the pattern. *)
Theorem check_pattern_sound c :
  check_pattern c -> has_pattern (degree (patterned c)) (form R (patterned c)) (real_part c) (pair_part c).
Proof.
case: c => w rho gamma d c fs q; rewrite /check_pattern /= => /and4P[fit /eqP sr sqf].
case mE: (multiplicities fs) => [[rho' gamma']|] // /andP[/permP perm_rho /permP perm_gamma].
have [r0 inf cop] := squarefree_atP R sqf; rewrite formE revK in r0 inf cop.
rewrite /degree size_rev sr /= in inf.
have [pE nE rE rnE] := powersE fs; rewrite -rE -rnE in r0 inf cop.
have proper := proper_powers_of mE; have real_count s k us sub := @count_real s k fs _ _ us sub mE.
have complex_count s k us sub := @count_complex s k fs _ _ us sub mE.
set l := powers_of fs in pE nE r0 inf cop proper real_count complex_count.
have [q0 _ cnt _] := @ordersP _ (rootsR (power_product l)) _ proper inf
  (fun x => coprime_derivative_simple x r0 cop).
have [p0 wn d0 c0 E] := factors_fitP fit (etrans (congr1 (fun p => p != 0) (esym pE)) q0).
rewrite -pE -nE in wn E; have [_ pn] := degreeP p0; split=> // k k0.
  have sub : holds_roots (form R w) (rootsR (power_product l)).
    by move=> x; rewrite -(rootZ _ _ d0) E rootZ // => rx; apply: root_rootsR.
  rewrite /nmult (number_over _ k0 p0 (uniq_rootsR _) (uniq_rootsR _) (root_rootsR p0) sub).
  rewrite wn -(number_scale _ _ _ _ d0) E number_scale // cnt // real_count ?uniq_rootsR ?perm_rho //.
  by move=> x rx; apply: root_rootsR => //; apply: root_power_product.
have [cpE cnE crE crnE] := complex_powersE l.
have cproper := proper_complex_powers proper.
set cl := complex_powers l in cpE cnE crE crnE cproper complex_count.
have phi0 (x : R) : x != 0 -> real_complex R x != 0 by rewrite fmorph_eq0.
have cq0 : power_product cl != 0 by rewrite cpE map_poly_eq0.
have cr0 : base_product cl != 0 by rewrite crE map_poly_eq0.
have ccop : coprimep (base_product cl) (base_product cl)^`() by rewrite crE deriv_map coprimep_map.
have cinf : (at_infinity (base_degree cl) (base_product cl) <= 1)%N.
  by rewrite crE crnE /at_infinity size_map_poly.
have [_ _ ccnt _] := @ordersP _ (croots (power_product cl)) _ cproper cinf
  (fun x => coprime_derivative_simple x cr0 ccop).
have cp0 : toC (form R w) != 0 by rewrite map_poly_eq0.
have cE : real_complex R (zr R d) *: toC (form R w) = real_complex R (zr R c) *: power_product cl.
  by rewrite cpE -!map_polyZ E.
have csub : holds_roots (toC (form R w)) (croots (power_product cl)).
  by move=> x; rewrite -(rootZ _ _ (phi0 _ d0)) cE rootZ ?phi0 // => rx; apply: mem_croots.
rewrite /cmult (number_over _ k0 cp0 (undup_uniq _) (undup_uniq _) (mem_croots cp0) csub).
rewrite wn -(number_scale _ _ _ _ (phi0 _ d0)) cE number_scale ?phi0 // -cnE ccnt //.
rewrite complex_count ?undup_uniq ?perm_rho ?perm_gamma // => x rx.
by apply: mem_croots => //; apply: root_power_product.
Qed.

End Soundness.

(** * Numbers of real roots over a number field: sign changes, powers of factors, membership and position *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCN Require Import RealRoots Architecture StrideOne Interior Boundary.
From LCNCheck Require Import Variations Roots Arcs Cover Integers Descartes Signs OddRoots Certificates Membership Position.
From LCNCheck Require Import Numbers Filters FieldRoots.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory Num.Def.

(** ** Computation *)

Definition nvalue (w : seq number) (t : point) : number := [seq zvalue (slice w j) t | j <- iota 0 (width w)].

Definition nsign (f : option field) (w : seq number) (t : point) : Z :=
  if number_sign f (nvalue w t) is Some s then sign_number s else Z0.

Definition nsign_changes (f : option field) (w : seq number) (ts : seq point) : option nat :=
  match ts with
  | [::] => None
  | t :: ts' =>
    let s := nsign f w t in let ss := map (nsign f w) ts' in
    if [&& Z.ltb Z0 (snd t), zascending t ts' & all (fun v => ~~ Z.eqb v Z0) (s :: ss)]
    then Some (count_changes s ss + around (size w).-1 s (last s ss))%N
    else None
  end.

Definition ncount_bounds (f : option field) (w : seq number) (c : count) : option (nat * nat) :=
  match c with
  | Breakpoints bs => ndescartes f w bs
  | Points ts => option_map (fun lo => (lo, (size w).-1)) (nsign_changes f w ts)
  end.

Record nfactor : Type := NFactor { nmultiplicity : nat; nfactor_form : seq number; nfactor_count : count }.

Fixpoint npower (s : seq number) (m : nat) : seq number :=
  match m with 0 => [:: [:: Zpos xH]] | S m' => number_mul s (npower s m') end.

Fixpoint nproduct (fs : seq nfactor) : seq number :=
  match fs with
  | [::] => [:: [:: Zpos xH]]
  | f :: fs' => number_mul (npower (rev (nfactor_form f)) (nmultiplicity f)) (nproduct fs')
  end.

Fixpoint nproduct_degree (fs : seq nfactor) : nat :=
  match fs with
  | [::] => 0
  | f :: fs' => (nmultiplicity f * (size (nfactor_form f)).-1 + nproduct_degree fs')%N
  end.

Fixpoint nproduct_bounds (k : option field) (fs : seq nfactor) : option (nat * nat) :=
  match fs with
  | [::] => Some (0, 0)
  | f :: fs' =>
    match ncount_bounds k (nfactor_form f) (nfactor_count f), nproduct_bounds k fs' with
    | Some (lo, hi), Some (los, his) => Some (nmultiplicity f * lo + los, nmultiplicity f * hi + his)%N
    | _, _ => None
    end
  end.

Fixpoint nproduct_odd_bound (k : option field) (fs : seq nfactor) : option nat :=
  match fs with
  | [::] => Some 0
  | f :: fs' =>
    match ncount_bounds k (nfactor_form f) (nfactor_count f), nproduct_odd_bound k fs' with
    | Some (_, hi), Some his => Some (odd (nmultiplicity f) * hi + his)%N
    | _, _ => None
    end
  end.

(** [NFactored d c fs]: the form times [d] is [c] times the product of the powers. *)
Inductive nevidence : Type :=
  | NCounted of count
  | NFactored of Z & number & seq nfactor.

Definition not_zero (k : option field) (c : number) : bool :=
  if number_sign k c is Some s then (if s is Eq then false else true) else false.

Definition nfactors_fit (k : option field) (w : seq number) (d : Z) (c : number) (fs : seq nfactor) : bool :=
  [&& (size w).-1 == nproduct_degree fs, ~~ Z.eqb d Z0, not_zero k c
    & number_equal k (number_scale [:: d] (rev w)) (number_scale c (nproduct fs))].

Definition nbounds (k : option field) (w : seq number) (e : nevidence) : option (nat * nat) :=
  match e with
  | NCounted c => ncount_bounds k w c
  | NFactored d c fs => if nfactors_fit k w d c fs then nproduct_bounds k fs else None
  end.

Definition nodd_bounds (k : option field) (w : seq number) (e : nevidence) : option (nat * nat) :=
  match e with
  | NCounted (Points ts) => option_map (fun lo => (lo, (size w).-1)) (nsign_changes k w ts)
  | NCounted (Breakpoints bs) => option_map (fun b => (0, b.2)) (ndescartes k w bs)
  | NFactored d c fs =>
    if nfactors_fit k w d c fs then option_map (fun hi => (0, hi)) (nproduct_odd_bound k fs) else None
  end.

Definition check_nmember (k : option field) (ks : seq nat) (w : seq number) (m : bool) (e : nevidence) : bool :=
  [&& ks != [::], all (leq 1) ks, size w == (Architecture.degree ks).+1 &
    if nbounds k w e is Some (lo, hi) then (if m then n_even ks <= lo else hi < n_even ks) else false].

Definition check_nplace (k : option field) (ks : seq nat) (w : seq number) (inner : bool) (e : nevidence) : bool :=
  let n := n_even ks in
  [&& ks != [::], all (leq 1) ks, size w == (Architecture.degree ks).+1 &
    match nbounds k w e, nodd_bounds k w e with
    | Some (lo, _), Some (odd_lo, odd_hi) => if inner then n <= odd_lo else (n <= lo) && (odd_hi + 2 <= n)
    | _, _ => false
    end].

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Implicit Types (a : R) (w s : seq number) (fs : seq nfactor).

Lemma nvalueP a w (t : point) : zr R t.2 != 0 -> w != [::] ->
  ev a (nvalue w t) = zr R t.2 ^+ (size w).-1 * (nform a w).[num R t].
Proof.
move=> t0 w0; rewrite (@ev_sum _ _ _ (width w)) ?size_map ?size_iota //.
rewrite nform_slices horner_sum mulr_sumr; apply: eq_bigr => j _.
rewrite hornerZ mulrCA; congr (_ * _); rewrite (nth_map 0%N) ?size_iota // nth_iota // add0n.
have s0 : slice w j != [::] by rewrite -size_eq0 size_map size_eq0.
by rewrite zvalueP // size_map.
Qed.

Lemma nsignP (f : option field) a w (t : point) : check_number_field f -> field_root f a -> w != [::] ->
  0 < zr R t.2 -> ~~ Z.eqb (nsign f w t) Z0 -> exists2 k : R, 0 < k & zr R (nsign f w t) = k * (nform a w).[num R t].
Proof.
move=> ok fa w0 t0; rewrite /nsign; case E: (number_sign _ _) => [s|] // nz.
have := number_signP ok fa E; rewrite nvalueP ?gt_eqF //; set x := (nform a w).[_]; set b := _ ^+ _ => sg.
have b0 : 0 < b by rewrite exprn_gt0.
case: s nz {E} sg => //= _.
  rewrite pmulr_rlt0 // => x0; exists (- x^-1); first by rewrite oppr_gt0 invr_lt0.
  by rewrite mulNr mulVf ?lt_eqF // -[Zneg xH]/(Z.opp (Zpos xH)) zrN zr1.
rewrite pmulr_rgt0 // => x0; exists x^-1; first by rewrite invr_gt0.
by rewrite mulVf ?gt_eqF // zr1.
Qed.

Lemma ncount_changes_le (p : {poly R}) (v : point -> Z) (t : point) ts :
  (forall s : point, 0 < zr R s.2 -> ~~ Z.eqb (v s) Z0 -> exists2 k : R, 0 < k & zr R (v s) = k * p.[num R s]) ->
  0 < zr R t.2 -> zascending t ts -> all (fun x => ~~ Z.eqb x Z0) (map v (t :: ts)) ->
  (count_changes (v t) (map v ts) <= changes p (num R t) (map (num R) ts))%N.
Proof.
move=> h; elim: ts t => [|t' ts IH] t t0 //= /and3P[/(zr_lt R) t'0 /(zr_lt R) lr asc] /and3P[v0 v0' vs].
have [k k0 e] := h _ t0 v0; have [k' k'0 e'] := h _ t'0 v0'.
have le : (count_changes (v t') (map v ts) <= changes p (num R t') (map (num R) ts))%N.
  by apply: IH => //=; rewrite v0' vs.
case: ifP => [/(oppositeP R)|_]; last by rewrite (leq_trans le) ?leq_addl.
by rewrite e e' mulrACA pmulr_rlt0 ?mulr_gt0 // => ->; rewrite add1n ltnS.
Qed.

Theorem nsign_changesP (f : option field) a w ts c : check_number_field f -> field_root f a ->
  nsign_changes f w ts = Some c -> nform a w != 0 /\ (c <= podd (size w).-1 (nform a w))%N.
Proof.
move=> ok fa; rewrite /nsign_changes; case: ts => // t ts; case: ifP => // /and3P[/(zr_lt R) t0 asc nz] [<-].
have w0 : w != [::].
  by apply: contraTneq nz => ->; rewrite /nsign /nvalue /=; case: f ok fa.
have h (s : point) := @nsignP f a w s ok fa w0; set v := nsign f w in h nz *; set p := nform a w in h *.
have ts0 := (path_num_lt t0 asc).2; have ps := (path_num_lt t0 asc).1.
have nroot (s : point) : 0 < zr R s.2 -> ~~ Z.eqb (v s) Z0 -> ~~ root p (num R s).
  move=> s0 v0; have [k k0 e] := h _ s0 v0; apply/negP => /rootP r0; move: e; rewrite r0 mulr0 => /eqP.
  by rewrite (negPf (zr_neq0 R v0)).
have p0 : p != 0.
  have v0 : ~~ Z.eqb (v t) Z0 by move: nz => /= /andP[].
  by apply: contraNneq (nroot _ t0 v0) => ->; rewrite root0.
split=> //; have [_ pn] := ndegreeP p0.
have nroots_all : all (fun y => ~~ root p y) (map (num R) (t :: ts)).
  rewrite all_map; move: nz; rewrite -[_ :: map _ _]/(map v (t :: ts)) all_map => /allP nz.
  apply/allP => s sin /=; apply: nroot; last exact: nz.
  by move: sin; rewrite inE => /orP[/eqP->//|/(allP ts0)].
have le := ncount_changes_le h t0 asc nz.
have le' := changes_le_nodd ps nroots_all; rewrite last_map in le'.
have l0 : 0 < zr R (last t ts).2 by have := mem_last t ts; rewrite inE => /orP[/eqP -> //|/(allP ts0)].
have vl : ~~ Z.eqb (v (last t ts)) Z0.
  have := nz; rewrite -[_ :: map _ _]/(map v (t :: ts)) all_map => /allP; apply; exact: mem_last.
have vt : ~~ Z.eqb (v t) Z0 by move: nz => /= /andP[].
rewrite /podd (nodd_split xpredT (fun z => num R t < z < num R (last t ts))) addnCA.
apply: leq_add; first exact: leq_trans le le'.
case ar: (around _ _ _) => //.
have tl : num R t <= num R (last t ts).
  rewrite -last_map; elim: ts (num R t) ps {asc nz le l0 le' ar ts0 nroots_all vl} => [|t' s IH] x //=.
  by case/andP=> /ltW xy /IH; apply: le_trans.
have nl := nroot _ l0 vl; have nt := nroot _ t0 vt.
apply: (around_odd p0 pn tl); first by rewrite mulf_neq0.
have [k k0 e] := h _ t0 vt; have [k' k'0 e'] := h _ l0 vl.
suff : (-1) ^+ (size w).-1 * zr R (v t) * zr R (v (last t ts)) < 0.
  have -> : (-1) ^+ (size w).-1 * zr R (v t) * zr R (v (last t ts)) =
      k * k' * ((-1) ^+ (size w).-1 * (p.[num R t] * p.[num R (last t ts)])).
    by rewrite e e' -mulrA (mulrACA k _ k') [LHS]mulrCA.
  by rewrite pmulr_rlt0 ?mulr_gt0.
move: ar; rewrite last_map /around -signr_odd; case: (odd _) => /(oppositeP R); rewrite ?zrN.
  by rewrite expr1 mulN1r.
by rewrite expr0 mul1r.
Qed.

Lemma ncount_boundsP (f : option field) a w c lo hi : check_number_field f -> field_root f a ->
  ncount_bounds f w c = Some (lo, hi) ->
  nform a w != 0 /\ (lo <= proots (size w).-1 (nform a w) <= hi)%N.
Proof.
move=> ok fa; case: c => [bs|ts] /=; first exact: ndescartesP.
case sE: (nsign_changes f w ts) => [m|] //= [<- <-]; have [p0 le] := nsign_changesP ok fa sE.
by have [_ pn] := ndegreeP p0; rewrite (leq_trans le (podd_le_proots _ _)) proots_le_degree.
Qed.

Lemma pval_rev a w : pval a (rev w) = nform a w.
Proof. by rewrite /pval /nform map_rev. Qed.

Lemma pval_one a : pval a [:: [:: Zpos xH]] = 1.
Proof. by rewrite pval_cons pval_nil mul0r add0r ev1 zr1. Qed.

Lemma pvalX a s m : pval a (npower s m) = pval a s ^+ m.
Proof. by elim: m => [|m IH] /=; rewrite ?pval_one ?expr0 // pvalM IH exprS. Qed.

Lemma nproduct_boundsP (f : option field) a fs lo hi : check_number_field f -> field_root f a ->
  nproduct_bounds f fs = Some (lo, hi) ->
  [/\ pval a (nproduct fs) != 0, (size (pval a (nproduct fs)) <= (nproduct_degree fs).+1)%N
    & (lo <= proots (nproduct_degree fs) (pval a (nproduct fs)) <= hi)%N].
Proof.
move=> ok fa; elim: fs lo hi => [|g fs IH] lo hi /=.
  by rewrite pval_one; case=> <- <-; rewrite oner_eq0 size_poly1 /proots /at_infinity size_poly1 -[1]/1%:P nroots_const.
case cE: (ncount_bounds _ _ _) => [[l h]|] //; case fsE: (nproduct_bounds _ fs) => [[ls hs]|] // [<- <-].
have [p0 /andP[lp ph]] := ncount_boundsP ok fa cE; have [q0 qn /andP[lq qh]] := IH _ _ fsE.
have [_ pn] := ndegreeP p0; rewrite pvalM pvalX pval_rev.
have pmn := size_exp_degree (nmultiplicity g) pn.
rewrite mulf_neq0 ?expf_neq0 // proots_mul ?expf_neq0 // proots_exp //; split=> //.
  apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
  by rewrite leq_add.
by rewrite !leq_add ?leq_mul.
Qed.

Lemma not_zeroP (f : option field) a c : check_number_field f -> field_root f a -> not_zero f c -> ev a c != 0.
Proof.
move=> ok fa; rewrite /not_zero; case E: (number_sign f c) => [s|] //; have := number_signP ok fa E.
by case: s {E} => //= x0 _; rewrite ?(lt_eqF x0) ?(gt_eqF x0).
Qed.

Lemma nfactors_fitP (f : option field) a w (d : Z) c fs : check_number_field f -> field_root f a ->
  nfactors_fit f w d c fs -> pval a (nproduct fs) != 0 ->
  [/\ nform a w != 0, (size w).-1 = nproduct_degree fs, zr R d != 0, ev a c != 0
    & zr R d *: nform a w = ev a c *: pval a (nproduct fs)].
Proof.
move=> ok fa /and4P[/eqP wn /(zr_neq0 R) d0 /(not_zeroP ok fa) c0 /(pval_equal ok fa)].
rewrite !pvalZ ev1 pval_rev => E q0.
split=> //; apply: contraTneq q0 => pE; move: E; rewrite pE scaler0 => /esym/eqP.
by rewrite scaler_eq0 (negPf c0) /= => ->.
Qed.

Theorem nboundsP (f : option field) a w e lo hi : check_number_field f -> field_root f a ->
  nbounds f w e = Some (lo, hi) -> nform a w != 0 /\ (lo <= proots (size w).-1 (nform a w) <= hi)%N.
Proof.
move=> ok fa; case: e => [c|d c fs] /=; first exact: ncount_boundsP.
case: ifP => // fit /(nproduct_boundsP ok fa)[q0 qn le].
have [p0 -> d0 c0 E] := nfactors_fitP ok fa fit q0.
by split=> //; rewrite -(proots_scale _ _ d0) E proots_scale.
Qed.

Lemma nproduct_odd_boundP (f : option field) a fs hi : check_number_field f -> field_root f a ->
  nproduct_odd_bound f fs = Some hi ->
  [/\ pval a (nproduct fs) != 0, (size (pval a (nproduct fs)) <= (nproduct_degree fs).+1)%N
    & (podd (nproduct_degree fs) (pval a (nproduct fs)) <= hi)%N].
Proof.
move=> ok fa; elim: fs hi => [|g fs IH] hi /=.
  by rewrite pval_one; case=> <-; rewrite oner_eq0 size_poly1 podd_le_degree ?oner_eq0 ?size_poly1.
case cE: (ncount_bounds _ _ _) => [[l h]|] //; case fsE: (nproduct_odd_bound _ fs) => [hs|] // [<-].
have [p0 /andP[_ ph]] := ncount_boundsP ok fa cE; have [q0 qn qh] := IH _ fsE.
have [_ pn] := ndegreeP p0; rewrite pvalM pvalX pval_rev.
have pmn := size_exp_degree (nmultiplicity g) pn.
rewrite mulf_neq0 ?expf_neq0 //; split=> //.
  apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
  by rewrite leq_add.
apply: leq_trans (podd_mul _ q0 pmn qn) _; first by rewrite expf_neq0.
by rewrite leq_add //; apply: leq_trans (podd_exp _ p0 pn) _; rewrite leq_mul2l ph orbT.
Qed.

Theorem nodd_boundsP (f : option field) a w e lo hi : check_number_field f -> field_root f a ->
  nodd_bounds f w e = Some (lo, hi) -> nform a w != 0 /\ (lo <= podd (size w).-1 (nform a w) <= hi)%N.
Proof.
move=> ok fa; case: e => [[bs|ts]|d c fs] /=.
- case bE: (ndescartes f w bs) => [[l h]|] //= [<- <-].
  have [p0 /andP[_ ph]] := ndescartesP ok fa bE.
  by split=> //; apply: leq_trans (podd_le_proots _ _) ph.
- case sE: (nsign_changes f w ts) => [m|] //= [<- <-]; have [p0 ->] := nsign_changesP ok fa sE.
  by have [_ pn] := ndegreeP p0; rewrite podd_le_degree.
case: ifP => // fit; case fE: (nproduct_odd_bound f fs) => [h|] //= [<- <-].
have [q0 _ le] := nproduct_odd_boundP ok fa fE; have [p0 -> d0 c0 E] := nfactors_fitP ok fa fit q0.
by split=> //; rewrite -(podd_scale _ _ d0) E podd_scale.
Qed.

Theorem check_nmember_sound (f : option field) a ks w m e : check_number_field f -> field_root f a ->
  check_nmember f ks w m e -> if m then representable ks (nform a w) else ~ representable ks (nform a w).
Proof.
move=> ok fa /and4P[ks0 ks1 /eqP wn]; case bE: (nbounds f w e) => [[lo hi]|] //.
have [p0] := nboundsP ok fa bE; rewrite wn -(n_proj_rootsE _ p0) => /andP[lp ph].
have sw : (size (nform a w) <= (Architecture.degree ks).+1)%N by rewrite -wn size_nform.
have [only if_] := representableP ks0 ks1 p0 sw.
case: m => le; first by apply: if_; apply: leq_trans lp.
by move/only; rewrite leqNgt (leq_ltn_trans ph).
Qed.

Theorem check_nplace_sound (f : option field) a ks w inner e : check_number_field f -> field_root f a ->
  check_nplace f ks w inner e -> if inner then interior ks (nform a w) else on_boundary ks (nform a w).
Proof.
move=> ok fa /and4P[ks0 ks1 /eqP wn]; case bE: (nbounds f w e) => [[lo hi]|] //.
case oE: (nodd_bounds f w e) => [[olo ohi]|] //.
have [p0 /andP[lp _]] := nboundsP ok fa bE; have [_ /andP[olp oph]] := nodd_boundsP ok fa oE.
rewrite wn /= in lp olp oph.
have sw : (size (nform a w) <= (Architecture.degree ks).+1)%N by rewrite -wn size_nform.
case: inner => [le|/andP[le few]].
  by apply/(interiorP ks0 ks1 p0 sw); rewrite n_odd_rootsE //; apply: leq_trans olp.
apply: few_odd_on_boundary => //; first exact: leq_trans lp.
by apply: leq_trans few; rewrite leq_add2r.
Qed.

End Soundness.

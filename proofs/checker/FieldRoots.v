(** * Real roots of forms over a number field, counted

    The same counts as for integers, by Descartes' rule and by sign changes, for forms whose coefficients are numbers of a real
    number field.  A form over the field is a sum of integer forms times powers of [a], so what is linear in the form is
    computed for these; then signs are decided. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Cover Integers Descartes Signs OddRoots Certificates Numbers Filters.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Definition width (w : seq number) : nat := foldr maxn 0 (map size w).

Definition slice (w : seq number) (j : nat) : seq Z := [seq nth Z0 c j | c <- w].

Definition transposed (rows : seq (seq Z)) : seq number :=
  [seq [seq nth Z0 r i | r <- rows] | i <- iota 0 (foldr maxn 0 (map size rows))].

(** The form on the arc between two points, as [zsubst] for integers. *)
Definition nsubst (l r : point) (w : seq number) : seq number :=
  transposed [seq zsubst l.1 r.1 l.2 r.2 (slice w j) | j <- iota 0 (width w)].

Definition sign_number (s : comparison) : Z := match s with Lt => Zneg xH | Eq => Z0 | Gt => Zpos xH end.

Fixpoint nsigns (f : option field) (s : seq number) : option (seq Z) :=
  match s with
  | [::] => Some [::]
  | c :: s' =>
    match number_sign f c, nsigns f s' with Some x, Some t => Some (sign_number x :: t) | _, _ => None end
  end.

Definition ncount (f : option field) (s : seq number) : option (nat * nat) :=
  if nsigns f s is Some t then zcount t else None.

Fixpoint narc_counts (f : option field) (w : seq number) (l : point) (bs : seq point) : option (seq (nat * nat)) :=
  match bs with
  | [::] => Some [::]
  | r :: bs' =>
    match ncount f (nsubst l r w), narc_counts f w r bs' with Some c, Some cs => Some (c :: cs) | _, _ => None end
  end.

Definition ndescartes (f : option field) (w : seq number) (bs : seq point) : option (nat * nat) :=
  match bs with
  | [::] => None
  | b :: bs' =>
    if Z.ltb Z0 (snd b) && zascending b bs' then
      option_map (fun cs => (lower_sum cs, upper_sum cs)) (narc_counts f w minus_infinity (rcons bs plus_infinity))
    else None
  end.

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Implicit Types (a : R) (w s : seq number).

Definition nform a w : {poly R} := Poly (rev [seq ev a c | c <- w]).

Lemma ev_sum a (c : number) n : (size c <= n)%N -> ev a c = \sum_(j < n) a ^+ j * zr R (nth Z0 c j).
Proof.
move=> cn; have sn : (size (zpoly R c) <= n)%N by apply: leq_trans (size_Poly _) _; rewrite size_map.
rewrite /ev (horner_coef_wide _ sn); apply: eq_bigr => j _; rewrite mulrC; congr (_ * _).
rewrite /zpoly coef_Poly; have [lt|le] := ltnP j (size c); first by rewrite (nth_map Z0).
by rewrite [LHS]nth_default ?size_map // nth_default.
Qed.

Lemma size_width w c : c \in w -> (size c <= width w)%N.
Proof.
rewrite /width; elim: w => //= d w IH; rewrite inE => /orP[/eqP ->|/IH le]; first exact: leq_maxl.
exact: leq_trans le (leq_maxr _ _).
Qed.

Lemma nform_slices a w : nform a w = \sum_(j < width w) a ^+ j *: form R (slice w j).
Proof.
apply/polyP => i; rewrite coef_sum /nform coef_Poly.
under eq_bigr do rewrite coefZ /form coef_Poly.
have [lt|le] := ltnP i (size w); last first.
  rewrite nth_default ?size_rev ?size_map // big1 // => j _.
  by rewrite nth_default ?mulr0 // size_rev !size_map.
have lt' : (size w - i.+1 < size w)%N by lia.
rewrite nth_rev ?size_map // (nth_map [::]) // (ev_sum _ (size_width (mem_nth [::] lt'))).
apply: eq_bigr => j _; rewrite nth_rev ?size_map // (nth_map Z0) ?size_map // /slice (nth_map [::]) //.
Qed.

Lemma subst_sum n (A B : {poly R}) m (c : 'I_m -> R) (p : 'I_m -> {poly R}) :
  subst n A B (\sum_j c j *: p j) = \sum_j c j *: subst n A B (p j).
Proof.
have coefE i : (\sum_j c j *: p j)`_i = \sum_j c j * (p j)`_i.
  by rewrite coef_sum; apply: eq_bigr => j _; rewrite coefZ.
rewrite /subst (eq_bigr (fun i : 'I_n.+1 => \sum_j (c j * (p j)`_i) *: (A ^+ i * B ^+ (n - i)))) => [|i _].
  rewrite exchange_big /=; apply: eq_bigr => j _; rewrite scaler_sumr; apply: eq_bigr => i _.
  by rewrite scalerA.
by rewrite coefE scaler_suml.
Qed.

Lemma pval_transposed a rows : pval a (transposed rows) = \sum_(j < size rows) a ^+ j *: zpoly R (nth [::] rows j).
Proof.
apply/polyP => i; rewrite coef_sum /pval coef_Poly /transposed; set n := foldr maxn 0%N _.
under eq_bigr do rewrite coefZ.
have zE j : (zpoly R (nth [::] rows j))`_i = zr R (nth Z0 (nth [::] rows j) i).
  rewrite /zpoly coef_Poly; have [lt|le] := ltnP i (size (nth [::] rows j)); first by rewrite (nth_map Z0).
  by rewrite [LHS]nth_default ?size_map // nth_default.
have [lt|le] := ltnP i n.
  rewrite (nth_map [::]) ?size_map ?size_iota // (nth_map 0%N) ?size_iota // nth_iota // add0n.
  rewrite (@ev_sum _ _ (size rows)) ?size_map //; apply: eq_bigr => j _.
  by rewrite zE (nth_map [::]).
rewrite nth_default ?size_map ?size_iota // big1 // => j _; rewrite zE nth_default ?mulr0 //.
apply: leq_trans le; rewrite /n; elim: (rows) (val j) (ltn_ord j) => // r l IH [|k] /= lt; first exact: leq_maxl.
by apply: leq_trans (leq_maxr _ _); apply: IH.
Qed.

Lemma nsubstP a l r w : w != [::] -> pval a (nsubst l r w) = arc_of (size w).-1 (nform a w) (pt R l) (pt R r).
Proof.
move=> w0; rewrite /nsubst pval_transposed size_map size_iota nform_slices /arc_of /arc_form subst_sum.
apply: eq_bigr => j _; rewrite (nth_map 0%N) ?size_iota // nth_iota // add0n; congr (_ *: _).
rewrite zpoly_subst; first by rewrite size_map.
by rewrite -size_eq0 size_map size_eq0.
Qed.

Lemma sign_numberP (x : R) (s : comparison) : has_sign x s -> [/\ (x == 0) = (zr R (sign_number s) == 0) & (x < 0) = (zr R (sign_number s) < 0)].
Proof.
case: s => /= [->|x0|x0]; first by rewrite zr0 eqxx ltxx.
  by rewrite (lt_eqF x0) x0 (lt_eqF (zr_neg R _)) zr_neg.
by rewrite (gt_eqF x0) ltNge (ltW x0) (gt_eqF (zr_pos R _)) ltNge ltW // zr_pos.
Qed.

Lemma nsignsP (f : option field) a s (t : seq Z) : check_number_field f -> field_root f a -> nsigns f s = Some t ->
  [/\ forall u, changes_after u [seq ev a c | c <- s] = changes_after u (map (zr R) t),
      variations [seq ev a c | c <- s] = variations (map (zr R) t),
      zeros [seq ev a c | c <- s] = zeros (map (zr R) t) & (pval a s == 0) = (zpoly R t == 0)].
Proof.
move=> ok fa; elim: s t => [|c s IH] t /=; first by case=> <-.
case cE: (number_sign f c) => [x|] //; case sE: (nsigns f s) => [u|] // [<-] /=.
have [h1 h2 h3 h4] := IH _ sE; have [e1 e2] := sign_numberP (number_signP ok fa cE).
rewrite -e1 -e2; split=> //.
- by move=> v; rewrite !h1.
- by rewrite h1 h2.
- by rewrite h3.
rewrite pval_cons zpoly_cons; have e q y : (q * 'X + (y : R)%:P == 0) = (q == 0) && (y == 0).
  by rewrite -cons_poly_def -size_poly_eq0 size_cons_poly -nil_poly; case: nilP => //= _; case: (y == 0).
by rewrite !e h4 e1.
Qed.

Lemma ncountP (f : option field) a s z v : check_number_field f -> field_root f a -> ncount f s = Some (z, v) ->
  [/\ pval a s != 0, zeros (pval a s) = z & variations (pval a s) = v].
Proof.
move=> ok fa; rewrite /ncount; case sE: (nsigns f s) => [t|] // /(zcountP R)[t0 <- <-].
have [_ h2 h3 h4] := nsignsP ok fa sE.
by rewrite h4 t0 /pval variations_Poly /zpoly variations_Poly h2 !zeros_Poly // -/(pval a s) ?h4.
Qed.

Lemma narc_counts_neq0 (f : option field) a w l bs cs : check_number_field f -> field_root f a ->
  narc_counts f w l bs = Some cs -> bs != [::] -> nform a w != 0.
Proof.
move=> ok fa; case: bs => //= r bs; case wE: (ncount _ _) => [[z v]|] // _ _.
have [w0|w0] := eqVneq w [::]; first by move: wE; rewrite w0.
have [+ _ _] := ncountP ok fa wE; rewrite nsubstP //; apply: contraNneq => ->.
by rewrite /arc_of /arc_form /subst big1 // => i _; rewrite coef0 scale0r.
Qed.

Lemma narc_counts_proper (f : option field) a w l bs cs : check_number_field f -> field_root f a ->
  w != [::] -> narc_counts f w l bs = Some cs ->
  Cover.proper (size w).-1 (nform a w) (pt R l) (map (pt R) bs)
  /\ (upper_sum cs = total_room (size w).-1 (nform a w) (pt R l) (map (pt R) bs)
      /\ lower_sum cs = total_odd (size w).-1 (nform a w) (pt R l) (map (pt R) bs)).
Proof.
move=> ok fa w0; elim: bs l cs => [|r bs IH] l cs /=; first by case=> <-.
case wE: (ncount _ _) => [[z v]|] //; case bE: (narc_counts _ _ _ _) => [cs'|] // [<-] /=.
have [+ zE vE] := ncountP ok fa wE; rewrite nsubstP // => -> /=.
have [-> [-> ->]] := IH _ _ bE; split=> //.
by rewrite nsubstP // in zE vE; rewrite /room zE vE.
Qed.

Lemma size_nform a w : (size (nform a w) <= size w)%N.
Proof. by apply: leq_trans (size_Poly _) _; rewrite size_rev size_map. Qed.

Lemma ndegreeP a w : nform a w != 0 -> w != [::] /\ (size (nform a w) <= (size w).-1.+1)%N.
Proof.
move=> p0; have w0 : w != [::] by apply: contraNneq p0 => ->.
by split=> //; rewrite prednK ?size_nform // lt0n size_eq0.
Qed.

Theorem ndescartesP (f : option field) a w bs lo hi : check_number_field f -> field_root f a ->
  ndescartes f w bs = Some (lo, hi) ->
  nform a w != 0 /\ (lo <= proots (size w).-1 (nform a w) <= hi)%N.
Proof.
move=> ok fa; rewrite /ndescartes; case: bs => // b bs; case: ifP => // /andP[/(zr_lt R) b0 /(zascendingP R) asc].
case csE: (narc_counts _ _ _ _) => [cs|] //= [<- <-].
have p0 : nform a w != 0 by apply: narc_counts_neq0 csE _; rewrite -?size_eq0 ?size_rcons.
have [w0 pn] := ndegreeP p0; have [] := narc_counts_proper ok fa w0 csE.
rewrite map_rcons pt_plus_infinity pt_minus_infinity => prop [-> ->].
by split=> //; apply/andP; split; [apply: odd_le_proots | apply: proots_le_room].
Qed.

End Soundness.

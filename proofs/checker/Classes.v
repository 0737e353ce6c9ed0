(** * Divisors in x^T, y^T, bounded modulo a prime

    The form without its roots at 0 and infinity is split by exponents modulo [T] into classes.  A combination of the classes
    modulo [p] that is not zero bounds the degree of their common divisors, so of all [Q] with [Q(x^T, y^T)] a divisor of
    the form.  The layers from one on make such a [Q] together. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCN Require Import Architecture Levels Polyphase PolyphaseCriterion.
From LCNCheck Require Import Integers Descartes Squarefree Modular Filters.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Fixpoint leading_zeros (w : seq Z) : nat := match w with Z0 :: w' => (leading_zeros w').+1 | _ => 0 end.

(** The form without its roots at 0 and infinity. *)
Definition core (w : seq Z) : seq Z :=
  let v := drop (leading_zeros w) w in take (size v - leading_zeros (rev v)) v.

(** Every [T]-th coefficient, from [c] on. *)
Definition class_of (T c : nat) (s : seq Z) : seq Z := [seq nth Z0 s (j * T + c) | j <- iota 0 (size s)].

Definition combined (p : Z) (g s : seq Z) : seq Z :=
  let s := zremainders p s in
  if s is [::] then g else
  let: (u, v) := multipliers p g s in zremainders p (zadd (zmul u g) (zmul v s)).

(** A bound on the degree of the common divisors of the classes. *)
Definition classes_bound (p : Z) (T : nat) (s : seq Z) : option nat :=
  let first := class_of T ((size s).-1 %% T) s in
  let g := foldl (combined p) (zremainders p first) [seq class_of T c s | c <- iota 0 (minn T (size s))] in
  if [&& Z.ltb (Zpos xH) p, is_unit p (last Z0 s) & is_unit p (last Z0 g)] then Some (size g).-1 else None.

(** The layers from the first one on that has stride [T] and more than one number. *)
Fixpoint from_level (T S : N) (b : design) : option design :=
  match b with
  | [::] => None
  | (k, s) :: b' => if (1 < k) && N.eqb S T then Some b else from_level T (N.mul S s) b'
  end.

(** The filter has no divisor as the layers of the level would make. *)
Definition check_classes (b : design) (w : seq Z) (T : N) (p : Z) : bool :=
  let t := N.to_nat T in let r := leading_zeros w in let r' := leading_zeros (rev (drop r w)) in
  [&& N.ltb N0 T, size w == total_size b &
    match from_level T 1 b with
    | Some b' =>
      if classes_bound p t (core w) is Some d then (r %/ t + r' %/ t + d)%N < level_degree (levels 1 (layers_of b')) else false
    | None => false
    end].

(** ** Soundness *)

Local Open Scope ring_scope.

Local Notation toQ := (map_poly (intr : int -> rat)).
Local Notation zint := (zpoly [realDomainType of int]).

Section Bound.

Variables (p : Z) (q : nat).
Hypotheses (q_prime : prime q) (qp : (q %| Z.to_nat p)%N) (p1 : Z.ltb (Zpos xH) p).

Local Notation toF s := (map_poly (intr : int -> 'F_q) (zint s)).

Lemma residue_mod z : residue q (Z.modulo z p) = residue q z.
Proof.
have -> : z = Z.add (Z.mul p (Z.div z p)) (Z.modulo z p) by have := Z.div_mod z p; lia.
have D x y : residue q (Z.add x y) = residue q x + residue q y by rewrite /residue -rmorphD -rmorphD.
rewrite D residueM (residue_p q_prime qp p1) mul0r add0r; congr (residue _ _).
by rewrite Z.add_comm Z.mul_comm Z.mod_add ?Z.mod_mod //; lia.
Qed.

Lemma toF_remainders s : toF (zremainders p s) = toF s.
Proof.
rewrite !toF_zpoly; elim: s => //= x s IH; rewrite -[in RHS](residue_mod x) cons_poly_def -IH.
case: (Z.modulo x p) (zremainders p s) => [|y|y] [|z t] //=; rewrite ?cons_poly_def //.
by rewrite mul0r add0r.
Qed.

Lemma dvdp_combined (d : {poly 'F_q}) g s : d %| toF g -> d %| toF s -> d %| toF (combined p g s).
Proof.
rewrite /combined => dg ds; have := toF_remainders s; case: (zremainders p s) => // x t e.
by case: (multipliers _ _ _) => u v; rewrite toF_remainders zpolyD !zpolyM rmorphD !rmorphM /= e dvdp_add // dvdp_mull.
Qed.

Lemma dvdp_foldl (d : {poly 'F_q}) g ss : d %| toF g -> {in ss, forall s, d %| toF s} -> d %| toF (foldl (combined p) g ss).
Proof.
elim: ss g => //= s ss IH g dg h; apply: IH => [|r rs]; last by apply: h; rewrite inE rs orbT.
by apply: dvdp_combined => //; apply: h; rewrite mem_head.
Qed.

Lemma toF_neq0 s : is_unit p (last Z0 s) -> toF s != 0 /\ size (toF s) = size s.
Proof.
move=> /(is_unitP q_prime qp p1) l0; have E : toF s = map (residue q) s :> seq 'F_q.
  by rewrite toF_zpoly; apply: (@PolyK _ (residue q Z0)); rewrite last_map.
rewrite -size_poly_eq0 E size_map size_eq0; split=> //.
by apply: contraNneq l0 => ->; rewrite /residue.
Qed.

End Bound.

Lemma coef_toQ s i : (toQ (zint s))`_i = (int_of_Z (nth Z0 s i))%:~R.
Proof.
rewrite coef_map /zpoly coef_Poly; have [lt|le] := ltnP i (size s); first by rewrite (nth_map Z0) // /zr intz.
by rewrite [in LHS]nth_default ?size_map // nth_default.
Qed.

Lemma coef_zint s i : (zint s)`_i = int_of_Z (nth Z0 s i).
Proof.
rewrite /zpoly coef_Poly; have [lt|le] := ltnP i (size s); first by rewrite (nth_map Z0) // /zr intz.
by rewrite [in LHS]nth_default ?size_map // nth_default.
Qed.

Lemma nth_class T c s j : (0 < T)%N -> nth Z0 (class_of T c s) j = nth Z0 s (j * T + c).
Proof.
move=> T0; have [lt|le] := ltnP j (size s); first by rewrite (nth_map 0%N) ?size_iota // nth_iota.
rewrite nth_default ?size_map ?size_iota // nth_default //; apply: leq_trans le _.
by apply: leq_trans (leq_addr _ _); rewrite leq_pmulr.
Qed.

Lemma class_polyphase T c s : (0 < T)%N -> toQ (zint (class_of T c s)) = polyphase T c (toQ (zint s)).
Proof. by move=> T0; apply/polyP => j; rewrite coef_polyphase // !coef_toQ nth_class. Qed.

Lemma lead_class T s : (0 < T)%N -> last Z0 s != Z0 ->
  lead_coef (zint (class_of T ((size s).-1 %% T) s)) = int_of_Z (last Z0 s).
Proof.
move=> T0 l0; set n := (size s).-1; set c := (n %% T)%N; set m := (n %/ T)%N.
have s0 : (0 < size s)%N by case: (s) l0.
have mE : (m * T + c = n)%N by rewrite -divn_eq.
have cm : (zint (class_of T c s))`_m = int_of_Z (last Z0 s) by rewrite coef_zint nth_class // mE nth_last.
have nz : int_of_Z (last Z0 s) != 0 by case: (last _ _) l0 => // z _; rewrite /= -?lt0n; lia.
suff sz : size (zint (class_of T c s)) = m.+1 by rewrite lead_coefE sz.
apply/eqP; rewrite eqn_leq; apply/andP; split; last first.
  by rewrite ltnNge; apply: contra nz => le; rewrite -cm nth_default.
apply/leq_sizeP => j mj; rewrite coef_zint nth_class // nth_default //.
have : (m.+1 * T <= j * T)%N by rewrite leq_mul2r mj orbT.
have : (c < T)%N by rewrite ltn_mod.
by rewrite mulSn /n in mE *; move: mE; rewrite /n; move: (m * T)%N (j * T)%N => x y; lia.
Qed.

Theorem classes_boundP p T s d : (0 < T)%N -> classes_bound p T s = Some d ->
  (size (polyphase_gcd T (toQ (zint s))) <= d.+1)%N.
Proof.
move=> T0; rewrite /classes_bound; set first := class_of _ _ s; set cs := [seq class_of T c s | c <- _].
set g := foldl _ _ _; case: ifP => // /and3P[p1 us ug] [<-].
pose q := pdiv (Z.to_nat p).
have q_prime : prime q by apply: pdiv_prime; lia.
have qp : (q %| Z.to_nat p)%N by apply: pdiv_dvd.
have [g0 sg] := toF_neq0 q_prime qp p1 ug.
have l0 : last Z0 s != Z0.
  have := is_unitP q_prime qp p1 us; apply: contraNneq => ->; by rewrite /residue.
have lq : (int_of_Z (last Z0 s))%:~R != 0 :> 'F_q by exact: (is_unitP q_prime qp p1 us).
set D := polyphase_gcd _ _; have s1 : (0 < size s)%N by case: (s) l0.
have sQ0 : toQ (zint s) != 0.
  apply/eqP => /polyP/(_ (size s).-1); rewrite coef_toQ coef0 nth_last => /eqP; rewrite intr_eq0.
  by case: (last _ _) l0 => // z _; rewrite /=; lia.
have D0 : D != 0 by apply: polyphase_gcd_neq0.
have [E [a a0 dE]] := rat_poly_scale D.
have sE : size (zprimitive E) = size D by rewrite size_zprimitive -size_rat_int_poly dE size_scale // invr_eq0 intr_eq0.
have dvd (P : {poly int}) : D %| toQ P -> exists r, P = zprimitive E * r.
  by rewrite dE dvdpZl ?invr_eq0 ?intr_eq0 // dvdp_rat_int => /dvdpP_int[r rE]; exists r.
have class_dvd c : (c < T)%N -> D %| toQ (zint (class_of T c s)).
  by move=> cT; rewrite class_polyphase //; have /dvdp_polyphase_gcd/(_ (Ordinal cT)) := dvdpp D.
have toF_dvd c : (c < T)%N -> map_poly (intr : int -> 'F_q) (zprimitive E) %| map_poly (intr : int -> 'F_q) (zint (class_of T c s)).
  by move=> /class_dvd/dvd[r ->]; rewrite rmorphM dvdp_mulr.
have cT : ((size s).-1 %% T < T)%N by rewrite ltn_mod.
have [r rE] := dvd _ (class_dvd _ cT); have lead := lead_class T0 l0; rewrite rE lead_coefM in lead.
have size1 : size (map_poly (intr : int -> 'F_q) (zprimitive E)) = size (zprimitive E).
  by apply: size_poly_eq; apply: contraNneq lq => z; rewrite -lead rmorphM /= z mul0r.
rewrite -sE -size1 -sg; apply: leq_trans (dvdp_leq g0 _) (leqSpred _).
apply: dvdp_foldl => //; first by rewrite (toF_remainders q_prime qp p1) toF_dvd.
move=> _ /mapP[c + ->]; rewrite mem_iota /= add0n => lt; apply: toF_dvd.
exact: leq_trans lt (geq_minl _ _).
Qed.

Lemma zint_drop w : zint w = 'X^(leading_zeros w) * zint (drop (leading_zeros w) w).
Proof.
elim: w => [|x w IH]; first by rewrite expr0 mul1r.
case: x => [|x|x] /=; rewrite ?expr0 ?mul1r //.
by rewrite zpoly_cons zr0 addr0 IH exprS mulrC mulrA.
Qed.

Lemma zint_take v : zint (take (size v - leading_zeros (rev v)) v) = zint v.
Proof.
apply/polyP => i; rewrite !coef_zint; have [lt|le] := ltnP i (size v - leading_zeros (rev v)); first by rewrite nth_take.
rewrite nth_default ?size_take_min ?geq_min ?le //; have [iv|vi] := ltnP i (size v); last by rewrite nth_default.
have zero u k : (k < leading_zeros u)%N -> nth Z0 u k = Z0 by elim: u k => [|[|x|x] u IH] [|k] //=; exact: IH.
have := zero (rev v) (size v - i.+1)%N; rewrite nth_rev; last by lia.
have -> : (size v - (size v - i.+1).+1 = i)%N by lia.
by move=> -> //; move: le iv; lia.
Qed.

Lemma head_core w : core w != [::] -> head Z0 (core w) != Z0.
Proof.
rewrite /core; set v := drop _ w; have : v = [::] \/ head Z0 v != Z0.
  by rewrite /v; elim: (w) => [|[|x|x] u IH] /=; [left | | right | right].
by case: v => [|x v] [] //= x0; case: (_ - _)%N.
Qed.

Lemma coprime_X (F : fieldType) n (c : {poly F}) : ~~ root c 0 -> coprimep ('X^n) c.
Proof. by move=> c0; apply: coprimep_expl; rewrite coprimep_sym -[X in coprimep _ X]subr0 -polyC0 coprimep_XsubC. Qed.

Section Networks.

Variables (F : fieldType) (phi : {rmorphism rat -> F}).

Definition classes_form (w : seq Z) : {poly F} := map_poly phi (toQ (zint w)).

Lemma polyphase_map T c (P : {poly rat}) : (0 < T)%N -> polyphase T c (map_poly phi P) = map_poly phi (polyphase T c P).
Proof. by move=> T0; apply/polyP => j; rewrite coef_map !coef_polyphase // coef_map. Qed.

Lemma polyphase_gcd_map T (P : {poly rat}) : (0 < T)%N ->
  polyphase_gcd T (map_poly phi P) = map_poly phi (polyphase_gcd T P).
Proof.
move=> T0; rewrite /polyphase_gcd; apply: (big_ind2 (fun x y => x = map_poly phi y)) => [|x y x' y' -> ->|c _].
- by rewrite rmorph0.
- by rewrite gcdp_map.
by rewrite polyphase_map.
Qed.

Lemma from_levelP T S b b' : from_level T S b = Some b' -> all (leq 1) (unzip1 b) -> all (fun z => ~~ N.eqb z N0) (unzip2 b) ->
  exists pre, [/\ levels (N.to_nat S) (layers_of b) = pre ++ levels (N.to_nat T) (layers_of b'), all (leq 1) (unzip1 pre),
    all (leq 1) (unzip1 (layers_of b')) & all (leq 1) (unzip2 (layers_of b'))].
Proof.
elim: b S => // -[k s] b IH S /=; case: ifP => [/andP[_ /N.eqb_eq ->] [<-]|_ e] /andP[k1 b1] /andP[s1 b2].
  exists [::]; split=> //=; rewrite ?k1 /=; first by rewrite /layers_of /unzip1 -map_comp.
  apply/andP; split; first by case: (s) s1 => // x _; have := Pos2Nat.is_pos x; rewrite /=; lia.
  rewrite /layers_of /unzip2 -map_comp; move: b2; rewrite /unzip2 !all_map; apply: sub_all => -[k' s'] /=.
  by case: s' => // x _; have := Pos2Nat.is_pos x; lia.
have [pre [e1 h1 h2 h3]] := IH _ e b1 b2; exists ((k, N.to_nat S) :: pre).
by rewrite /= -e1 N2Nat.inj_mul multE k1.
Qed.

Lemma dvdn_levels T T' a : (T %| T')%N -> all (dvdn T) (unzip2 (levels T' a)).
Proof. by elim: a T' => //= -[k s] a IH T' d /=; rewrite d /=; apply: IH; rewrite dvdn_mulr. Qed.

End Networks.

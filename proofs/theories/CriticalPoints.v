(** Critical points in the filters for stride one.

    At filters that are not zero, with end-to-end filter w, a network is a critical point of a loss l exactly if the
    gradient of l at w is orthogonal to the image of the differential of the composition: to all multiples of the greatest
    common divisor of the P / P_i. Without common roots it is exactly if w is a critical point of l in the space of all filters. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture Network TangentImageLayers Gradient.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section CriticalPoints.

Variables (F : fieldType) (N : nat).
Implicit Types (net n m : seq (layer F)) (l : layer F) (g : 'rV[F]_N) (u r h : {poly F}).

(** All partial gradients vanish, for a loss with gradient [g] at the end-to-end filter. *)
Definition critical net g : Prop := forall n1 s k (w : 'rV[F]_k) n2,
  net = n1 ++ Layer s w :: n2 -> filter_gradient n1 n2 s k g = 0.

Definition filter_sizes net : seq nat := [seq filter_size l | l <- net].

Definition filter_forms net : seq {poly F} := [seq rVpoly (filter l) | l <- net].

Definition stride_one net : bool := all (fun l => stride l == 1%N) net.

(** The inner product with [g], as a linear form on polynomials. *)
Definition pairing g r : F := inner (poly_rV r) g.

Lemma pairing_linear g : linear (pairing g : {poly F} -> F^o).
Proof. by move=> c r r'; rewrite /pairing /inner linearP mulmxDl -scalemxAl !mxE. Qed.

Canonical pairing_is_linear g := Linear (pairing_linear g).

Lemma stride_one_form net : stride_one net -> network_form net = \prod_(p <- filter_forms net) p.
Proof.
elim: net => [_|l net IH /= /andP[/eqP s1 /IH e]]; first by rewrite /network_form !big_nil.
by rewrite network_form_cons s1 e big_cons expr1 comp_polyXr.
Qed.

(** The end-to-end form in terms of that of one layer. *)
Lemma split_form n k (v : 'rV[F]_k) net : stride_one n -> stride_one net ->
  network_form (n ++ Layer 1 v :: net) =
  \prod_(p <- filter_forms n) p * (rVpoly v * \prod_(p <- filter_forms net) p).
Proof.
move=> n1 s1; rewrite stride_one_form; last by rewrite /stride_one all_cat /=; apply/andP.
by rewrite /filter_forms map_cat big_cat /= big_cons.
Qed.

Lemma rcons_form n k (w : 'rV[F]_k) :
  \prod_(p <- filter_forms (rcons n (Layer 1 w))) p = \prod_(p <- filter_forms n) p * rVpoly w.
Proof. by rewrite /filter_forms -cats1 map_cat big_cat /= big_cons big_nil mulr1. Qed.

Lemma gradient_eq0 n1 s k n2 g :
  filter_gradient n1 n2 s k g = 0 <-> forall v : 'rV[F]_k, inner (filter_of N (n1 ++ Layer s v :: n2)) g = 0.
Proof.
split=> [e v|h]; first by rewrite -euler_identity e /inner trmx0 mulmx0 mxE.
apply/rowP => i; have := h (delta_mx 0 i); rewrite -euler_identity /inner => e.
by move: e; rewrite -rowE mxE mxE => ->; rewrite mxE.
Qed.

Lemma in_image0 net : in_image (filter_sizes net) (filter_forms net) 0.
Proof.
elim: net => //= l net IH; exists 0, 0; split=> //; first by rewrite size_poly0.
by rewrite mul0r mulr0 addr0.
Qed.

(** The partial gradients vanish exactly if the gradient is orthogonal to the image of the differential. *)
Lemma critical_image net g : stride_one net ->
  critical net g <-> forall r, in_image (filter_sizes net) (filter_forms net) r -> pairing g r = 0.
Proof.
suff gen n : stride_one n -> stride_one net ->
    (forall n1 s k (w : 'rV[F]_k) n2, net = n1 ++ Layer s w :: n2 -> filter_gradient (n ++ n1) n2 s k g = 0) <->
    forall r, in_image (filter_sizes net) (filter_forms net) r -> pairing g (\prod_(p <- filter_forms n) p * r) = 0.
  move=> s1; apply: (iff_trans (gen [::] isT s1)).
  by split=> h r /h; rewrite big_nil mul1r.
elim: net n => [|[k s w] net IH] n n1 /=.
  by move=> _; split=> [_ r ->|_ [|? ?]] //; rewrite mulr0 linear0.
move=> /andP[/eqP /= e s1]; move: w; rewrite e => {s e} w.
have n1' : stride_one (rcons n (Layer 1 w)) by rewrite /stride_one all_rcons /=.
have [IH1 IH2] := IH _ n1' s1.
have formE v := split_form v n1 s1; have consE := rcons_form n w.
split=> [h r [u [r' [su ir ->]]]|h [|l m] s k' w' n2].
- rewrite mulrDr linearD /= [X in _ + pairing g X]mulrA -consE IH1 ?addr0 //; last first.
    by move=> m s k' w' n2 em; rewrite cat_rcons; apply: (h (Layer 1 w :: m)); rewrite em.
  have /gradient_eq0/(_ (poly_rV u)) := h [::] 1%N k w net erefl.
  by rewrite cats0 /filter_of formE poly_rV_K.
- case=> ek es _ en; move: w'; rewrite -ek -es -en cats0 => _ {s k' ek es n2 en}.
  apply/gradient_eq0 => v; have := h (rVpoly v * \prod_(p <- filter_forms net) p).
  rewrite -formE; apply; exists (rVpoly v), 0; rewrite mulr0 addr0; split=> //; first exact: size_poly.
  exact: in_image0.
move=> [<- em]; rewrite -cat_rcons; apply: IH2 em => r ir.
rewrite consE -mulrA; apply: h.
by exists 0, r; split; rewrite ?size_poly0 ?mul0r ?add0r.
Qed.

Lemma valid_forms net : all (fun l => filter l != 0) net -> valid (filter_sizes net) (filter_forms net).
Proof.
elim: net => //= l net IH /andP[l0 /IH v]; rewrite /valid /= -/(valid _ _) v andbT.
rewrite size_poly andbT size_poly_gt0; apply: contra l0 => /eqP e.
by rewrite -[filter l]rVpolyK e linear0.
Qed.

(** Critical points: the gradient at the end-to-end filter is orthogonal to all multiples of the greatest common divisor of the P / P_i. *)
Theorem critical_pointP net g : (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
  let ks := filter_sizes net in let ps := filter_forms net in
  critical net g <->
  forall h, (size h <= (degree ks).+1 - n_cofactor_roots ks ps)%N -> pairing g (cofactor_gcd ps * h) = 0.
Proof.
move=> n0 s1 nz ks ps; apply: (iff_trans (critical_image g s1)).
have v := valid_forms nz; have ks0 : ks != [::] by rewrite -size_eq0 size_map -lt0n.
split=> H => [h sh|r /(image_layersP _ ks0 v)[h sh ->]]; last exact: H.
by apply: H; apply/image_layersP => //; exists h.
Qed.

(** Without common roots of the P / P_i, at infinity either, they are the points over critical points of the loss in the space of
    all filters. *)
Theorem critical_point_coprimeP net g : (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
    (N <= (degree (filter_sizes net)).+1)%N -> n_cofactor_roots (filter_sizes net) (filter_forms net) = 0%N ->
  critical net g <-> g = 0.
Proof.
move=> n0 s1 nz Nd c0; apply: (iff_trans (critical_image g s1)).
have ks0 : filter_sizes net != [::] by rewrite -size_eq0 size_map -lt0n.
split=> [h|-> f _]; last by rewrite /pairing /inner trmx0 mulmx0 mxE.
apply/rowP => j; rewrite mxE.
have := h 'X^j; rewrite /pairing /inner => <-; last first.
  by apply/(image_layers_coprimeP _ ks0 (valid_forms nz) c0); rewrite size_polyXn (leq_trans (ltn_ord j)).
have -> : poly_rV 'X^j = delta_mx 0 j :> 'rV[F]_N.
  by apply/rowP => i; rewrite !mxE coefXn eqxx val_eqE.
by rewrite -rowE mxE mxE.
Qed.

End CriticalPoints.

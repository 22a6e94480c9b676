<?php
/**
 * Plugin Name:       Pathway Explorer (Rungs)
 * Description:       A block and a shortcode for the pathway explorer: jobs, courses, competitions and certificates on one ladder, with a proven plan. Everything runs in the visitor's browser; nothing is uploaded.
 * Version:           @VERSION@
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       pathway-explorer
 */

defined( 'ABSPATH' ) || exit;

const PATHWAY_EXPLORER_SCRIPT = 'pathway-explorer.classic.js';

/** What the block and the shortcode may say about an explorer, and what they say by default. */
function pathway_explorer_defaults() {
	return array(
		'src'       => plugins_url( 'sample.json', __FILE__ ),
		'lang'      => '',
		'theme'     => '',
		'view'      => '',
		'goal'      => '',
		'programme' => '',
		'region'    => '',
		'persist'   => '',
	);
}

/** The element as HTML; the script is only sent with pages that have one. */
function pathway_explorer_render( $attributes ) {
	$given = array();
	foreach ( (array) $attributes as $name => $value ) {
		if ( is_scalar( $value ) && '' !== (string) $value ) {
			$given[ $name ] = (string) $value;
		}
	}
	$attributes = shortcode_atts( pathway_explorer_defaults(), $given, 'pathway_explorer' );
	wp_enqueue_script( 'pathway-explorer' );
	$written = '';
	foreach ( $attributes as $name => $value ) {
		$value = 'src' === $name ? esc_url( $value, array( 'http', 'https' ) ) : esc_attr( $value );
		if ( '' !== $value ) {
			$written .= ' ' . $name . '="' . $value . '"';
		}
	}
	return '<pathway-explorer' . $written . '></pathway-explorer>';
}

function pathway_explorer_register() {
	// No version in the address: the name has a digest, and a second address would load a second copy.
	wp_register_script( 'pathway-explorer', plugins_url( PATHWAY_EXPLORER_SCRIPT, __FILE__ ), array(), null, true );
	add_shortcode( 'pathway_explorer', 'pathway_explorer_render' );

	$needs = array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components', 'wp-i18n' );
	wp_register_script( 'pathway-explorer-block', plugins_url( 'block.js', __FILE__ ), $needs, '@VERSION@', true );
	$text = array( 'type' => 'string', 'default' => '' );
	register_block_type(
		'rungs/pathway-explorer',
		array(
			'api_version'     => 2,
			'title'           => 'Pathway explorer 学习路径',
			'category'        => 'embed',
			'icon'            => 'welcome-learn-more',
			'attributes'      => array_fill_keys( array_keys( pathway_explorer_defaults() ), $text ),
			'editor_script'   => 'pathway-explorer-block',
			'render_callback' => 'pathway_explorer_render',
		)
	);
}
add_action( 'init', 'pathway_explorer_register' );

/** Lets those who run the site upload packs: WordPress knows no JSON. */
function pathway_explorer_mimes( $types ) {
	if ( current_user_can( 'manage_options' ) ) {
		$types['json'] = 'application/json';
	}
	return $types;
}
add_filter( 'upload_mimes', 'pathway_explorer_mimes' );
